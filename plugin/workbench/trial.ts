import type { Metrics } from '../steps/step';

/** What a block made of one sample. */
export type Trial = FilesTrial | WindowTrial | ModelTrial;

/** Of a block that makes, changes or labels recordings. */
export interface FilesTrial {
  kind: 'files';
  filesIn: number;
  files: MadeFile[];
  /** What the block says of its files: file -> field -> value. */
  metadata: Record<string, Record<string, string>>;
}

/** A file that a block made. */
export interface MadeFile {
  name: string;
  bytes: number;
  sha256: string;
}

/** Of a DSP block. */
export interface WindowTrial {
  kind: 'window';
  /** What was shown to it, in words. */
  window: string;
  shape: number[];
  features: number[];
  /** What an Edge Impulse server draws of the window. */
  graphs: Graph[];
}

/** A picture, or lines over a common axis. */
export interface Graph {
  name: string;
  /** `data:image/png;base64,...` */
  image?: string;
  xName?: string;
  yName?: string;
  lines: { name: string; points: { x: number; y: number }[] }[];
}

/** Of a learn block. */
export interface ModelTrial {
  kind: 'model';
  /** What it learned from, in words. */
  data: string;
  metrics: Metrics;
  files: MadeFile[];
}
