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
  axes: string[];
  frequencyHz: number;
  /** Time steps. */
  length: number;
  /** As stored and as the device will see it: int16 for audio, float32 for everything else. */
  dtype: 'int16' | 'float32';
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
  values(sample: Sample): Int16Array | Float32Array;
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
