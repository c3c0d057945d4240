import type { RawValues, ValueType } from '../../schemas/value-types';
/** Index row of one recording. Values are read apart: they may be large. */
export interface Sample {
  /** Stable: digest of content and source path, in hex. */
  id: string;
  /** Source path relative to the impulse's folder, or the synthetic block's own name for it. */
  file: string;
  /** Label of the whole recording, or null where `spans` or nothing says more. */
  label: string | null;
  /** Labelled stretches, first and last time step inclusive, ascending and without overlap. */
  spans?: Span[];
  /** What is where in a picture; absent where nobody said. */
  boxes?: Box[];
  axes: string[];
  frequencyHz: number;
  /** Time steps. */
  length: number;
  /** As stored and as the device will see it: uint8 for images, int16 for audio, float32 for everything else. */
  dtype: ValueType;
  /** Named fields of the file name, acquisition metadata: what `groupBy` can name. */
  metadata: Record<string, string>;
  /** Fixed side of the split, where the source or the recording says so. */
  use?: 'train' | 'validation' | 'test';
}

/** A labelled stretch of a recording: first and last time step, both inclusive, from 0. */
export interface Span {
  start: number;
  end: number;
  label: string;
}

/** A thing in a picture: pixels from its left and upper edge. */
export interface Box {
  label: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A file that could not be used: never dropped in silence. */
export interface Quarantined {
  file: string;
  code: string;
  reason: string;
}

/** The dataset artefact, open for reading. */
export interface Dataset {
  samples: readonly Sample[];
  quarantine: readonly Quarantined[];
  /** Distinct labels, sorted. */
  labels: readonly string[];
  /** Interleaved `[length][axes]`, without copying where the platform allows. */
  values(sample: Sample): RawValues;
}

/** A slice of a recording: row `i` of every feature matrix of the impulse is window `i`. */
export interface Window {
  /** Index into `Dataset.samples`. */
  sample: number;
  /** First time step. */
  start: number;
  /** Time steps of the recording that the window covers; shorter than the window means zero padding behind it. */
  length: number;
  label: string | null;
}
