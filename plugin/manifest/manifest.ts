import type { Block } from '../../schemas/block';
import type { Goal } from '../compiler/cost/goals';
import type { S3Choice } from '../network/aws-access';

/**
 * `impulse.yaml` after reading: defaults filled in, units parsed, names resolved. Quantities are plain numbers in the unit that their
 * name ends with. Everything here is JSON: it travels in step envelopes and in cache keys.
 */
export interface Manifest {
  name: string;
  description?: string;
  dataset: DatasetSection;
  input: InputSection;
  /** In the order written; at least one. */
  dsp: BlockUse[];
  /** In the order written; at least one. */
  learn: LearnUse[];
  postprocess?: BlockUse;
  targets: TargetUse[];
  /** For every target, but for limits that the target sets itself. */
  budget: Budget;
  /** What is packed for each target, one archive each; their names differ. */
  deploy: BlockUse[];
  runner: RunnerSection;
}

/** Where steps run and what they may take: never part of a key. What is not said is undefined. */
export interface RunnerChoice {
  engine?: string;
  cpus?: number;
  memoryBytes?: number;
  gpus?: number;
  timeoutS?: number;
}

/** `runner:` where steps run, and within which limits. */
export interface RunnerSection extends RunnerChoice {
  /** By the name of the step. */
  steps: Record<string, RunnerChoice>;
}

/** `dataset:` where recordings come from, and on which side of the split they go. */
export interface DatasetSection {
  sources: DataSource[];
  split: SplitSpec;
}

/** Either files (`path`) or a block that makes recordings (`block`). */
export interface DataSource {
  /** Glob relative to the impulse's folder, or absolute, or of objects: `s3://bucket/folder/*.wav`. */
  path?: string;
  /** Synthetic block: an id such as `speech`, or a path relative to the workspace. */
  block?: string;
  /** Absolute folder of that block. Never part of a cache key: the folder's digest is. */
  folder?: string;
  /** Validated parameters of the block, or reader options of the file format. */
  params: Record<string, unknown>;
  label: LabelRule;
  /** `{speaker}_{n}.wav`: fields of the file name that become metadata, where the label comes from elsewhere. */
  pattern?: string;
  /** What labels become: another name, or none (`null`). */
  relabel?: Record<string, string | null>;
  /** Puts every recording of this source on one side of the split. */
  use?: SplitName;
  /** Where `block` is a program in a container. */
  container?: ContainerSpec;
  /** Blocks that change the files before they are read, first to last. */
  transforms?: BlockUse[];
  /** A block that labels the files. */
  labeller?: BlockUse;
  /** How many containers work at once on shards of the files. */
  map?: number;
  /** Where a recording is several files, one of each sensor: the first one names and labels it. */
  sensors?: SensorFiles[];
  /** Where and as whom to ask for `s3://` paths, beside what the environment says. */
  s3?: S3Choice;
}

/** What one of several sensors recorded, at its own rate. */
export interface SensorFiles {
  name: string;
  /** End of its files' paths; the `*` in it is the name of the recording. */
  file: string;
  /** Those of `input.axes` that are its. */
  axes: string[];
  /** Reader options of its files, before those of the source. */
  params: Record<string, unknown>;
}

/** How a recording gets its label. */
export type LabelRule =
  | { kind: 'dir' }
  /** `{label}_{speaker}_{n}.wav`: named fields of the file name; fields other than `label` become metadata. */
  | { kind: 'pattern'; pattern: string }
  /** csv or json file beside the data, relative to the impulse's folder. */
  | { kind: 'file'; path: string }
  | { kind: 'fixed'; label: string }
  /** Boxes of pictures: Pascal VOC, COCO or YOLO files, relative to the impulse's folder. `classes`: names of YOLO's numbers. */
  | { kind: 'boxes'; path: string; classes?: string[] }
  /** The recording carries its own labels (acquisition files, structured labels, synthetic blocks). */
  | { kind: 'recording' }
  | { kind: 'unlabelled' };

/** The sides of a split. */
export type SplitName = 'train' | 'validation' | 'test';

/** How recordings are divided between the sides; what is left goes to training. */
export interface SplitSpec {
  /** Share of groups, 0..1. */
  validation: number;
  test: number;
  /** Metadata field whose values never straddle two sides, such as `speaker`. */
  groupBy?: string;
  /** Group values that form the test side whatever the shares say. */
  hold?: string[];
  seed: number;
}

/** `input:` the window that goes into DSP blocks. */
export interface InputSection {
  windowMs: number;
  strideMs: number;
  frequencyHz: number;
  axes: string[];
  /** Whether the device is fed with a stream; undefined where the manifest does not say. */
  streaming?: boolean;
  /** Of images, in pixels: a window is one image then, a time step a pixel, an axis a channel. */
  image?: { width: number; height: number };
}

/** How a block's container is started and spoken to: `container` of its `block.json`. */
export type ContainerSpec = NonNullable<Block['container']>;

/** A block as used in this impulse. */
export interface BlockUse {
  /** The key it was given in the manifest: `mfcc:` */
  name: string;
  /** Block id: a folder below `blocks/`, or a path to a user's own block folder (relative to the workspace). */
  block: string;
  /** Absolute folder that holds `block.json`. Never part of a cache key: the folder's digest is. */
  folder: string;
  /** Every parameter of `block.json`, with defaults, in the units its schema names. */
  params: Record<string, unknown>;
  /** Values of parameters that name files (`x-file` in their schema), relative to the impulse's folder: their content is in the key. */
  files?: string[];
  /** Axes that the block sees; default: all of `input.axes`. */
  axes?: string[];
  /** Where the block is a program in a container: how it is started and spoken to. Not for DSP blocks that have C++ too. */
  container?: ContainerSpec;
}

/** One learn block of the manifest. */
export interface LearnUse extends BlockUse {
  /** Names of the DSP blocks whose features are concatenated, in this order. */
  input: string[];
  /** Labels that a classifier learns to tell; default: all. */
  classes?: string[];
  /** What is done to the features in front of a block that does not do it itself. */
  normalise?: 'standard';
}

/** One target, with the limits that hold on it. */
export interface TargetUse {
  id: string;
  /** Absolute folder that holds `target.json`. */
  folder: string;
  budget: Budget;
  /** What the compiler chooses kernels for. */
  optimize: Goal;
}

/** Limits whose breach fails the step `budget`; absent ones do not matter. */
export interface Budget {
  /** int8 accuracy on the test split, 0..1: at least. */
  accuracy?: number;
  /** Mean F1 of the labels of each classifier, int8, test split, 0..1: at least. */
  f1?: number;
  /** Area under the ROC curve of each anomaly detector, test split, 0..1: at least. */
  auc?: number;
  /** Bytes: at most. */
  ramBytes?: number;
  flashBytes?: number;
  /** One window, DSP and post-processing included, in milliseconds: at most. */
  latencyMs?: number;
}
