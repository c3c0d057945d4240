import type { RawValues } from '../../../schemas/value-types';
import type { Sample } from '../dataset';
import type { Placement } from '../move-spans';

/** One recording as a file format delivers it: values in memory, everything that the file itself says about them. */
export interface Recording extends Pick<Sample, 'axes' | 'frequencyHz' | 'dtype' | 'spans' | 'metadata'> {
  /** Interleaved `[length][axes]`. */
  values: RawValues;
  /** Label that the file carries; undefined where it carries none. */
  label?: string;
  /** Of a picture whose size and channels are still its own: values are red, green and blue of each pixel. */
  picture?: { width: number; height: number };
  /** Where the rows of the file are not the time steps of the values: which became which. `spans` still count rows. */
  place?: Placement;
  /** Time of the first value, since whenever the file counts; undefined where it has no times. */
  startMs?: number;
}

/** What a reader gets beside the bytes. */
export interface ReadRequest {
  /** Name for messages and the dataset: relative to the impulse's folder. */
  file: string;
  bytes: Buffer;
  /** What the impulse's input block wants: readers that can choose (channels, columns, resampling) deliver it. */
  axes: readonly string[];
  frequencyHz: number;
  /** Size of the input where it is an image. */
  image?: { width: number; height: number };
  /** Reader options of the source. */
  options: ReaderOptions;
}

/** Reader options of a source in the manifest; each format reads its own. */
export interface ReaderOptions {
  /** Brings recordings of another rate to the input's; otherwise they are an error. */
  resample?: boolean;
  /** Brings pictures of another size to the input's, in this mode of the image block; otherwise they are an error. */
  resize?: 'squash' | 'fit-short' | 'fit-long';
  csv?: CsvOptions;
  /** Channels of a wav file that are the axes, from 1, in the order of the axes. Default: all, or their mean for one axis. */
  channels?: number[];
  /** Key of signed acquisition files; `env:NAME` takes it from the environment. Without a key signatures are not checked. */
  hmacKey?: string;
}

/** What a manifest may say of csv files. */
export interface CsvOptions {
  /** Default: found in the first lines, of `,` `;` tab and `|`. */
  delimiter?: string;
  /** Default: a first row with a cell that is no number is a header. */
  header?: boolean;
  /** Lines before the header, or before the first row. Default 0. */
  skip?: number;
  /** Decimal sign; the other of the two then groups thousands. Default: found cell by cell, without groups. */
  decimal?: '.' | ',';
  /** Column names where the file has no header, in order. Default: the input's axes. */
  columns?: string[];
  /** Other names for columns: from the file's to ours. */
  rename?: Record<string, string>;
  /** Name of the time column, or `none`. Default: a column called timestamp, time, t, ms, ... */
  timestamp?: string;
  /** Unit of the time column. Default `ms`. */
  timestampUnit?: 's' | 'ms' | 'us' | 'ns';
  /** How times are written, such as `DD.MM.YYYY HH:mm:ss`. Default: numbers, or ISO 8601. */
  timestampFormat?: string;
  /** Column whose text labels each time step: runs of equal text become spans. */
  labelColumn?: string;
  /** Rate in Hz of a file without time column. Default: the input's frequency. */
  frequency?: number;
}

/** One row of the format table. Readers throw an ImpulseError whose code tells what is wrong with the file. */
export interface Format {
  id: string;
  /** Lower case, with the dot. */
  extensions: readonly string[];
  read(request: ReadRequest): Recording | Promise<Recording>;
}
