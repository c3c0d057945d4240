import type { Sample } from '../dataset';
import type { Placement } from '../move-spans';

/** One recording as a file format delivers it: values in memory, everything that the file itself says about them. */
export interface Recording extends Pick<Sample, 'axes' | 'frequencyHz' | 'dtype' | 'spans' | 'metadata'> {
  /** Interleaved `[length][axes]`. */
  values: Int16Array | Float32Array;
  /** Label that the file carries; undefined where it carries none. */
  label?: string;
  /** Where the rows of the file are not the time steps of the values: which became which. `spans` still count rows. */
  place?: Placement;
}

/** What a reader gets beside the bytes. */
export interface ReadRequest {
  /** Name for messages and the dataset: relative to the impulse's folder. */
  file: string;
  bytes: Buffer;
  /** What the impulse's input block wants: readers that can choose (channels, columns, resampling) deliver it. */
  axes: readonly string[];
  frequencyHz: number;
  /** Reader options of the source. */
  options: ReaderOptions;
}

/** Reader options of a source in the manifest; each format reads its own. */
export interface ReaderOptions {
  /** Brings recordings of another rate to the input's; otherwise they are an error. */
  resample?: boolean;
  csv?: CsvOptions;
  /** Key of signed acquisition files; `env:NAME` takes it from the environment. Without a key signatures are not checked. */
  hmacKey?: string;
}

export interface CsvOptions {
  /** Default: found in the first lines, of `,` `;` tab and `|`. */
  delimiter?: string;
  /** Default: a first row with a cell that is no number is a header. */
  header?: boolean;
  /** Column names where the file has no header, in order. Default: the input's axes. */
  columns?: string[];
  /** Name of the time column, or `none`. Default: a column called timestamp, time, t, ms, ... */
  timestamp?: string;
  /** Unit of the time column. Default `ms`. */
  timestampUnit?: 's' | 'ms' | 'us' | 'ns';
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
  read(request: ReadRequest): Recording;
}
