import type { ErrorCode, ErrorDetails, ImpulseError } from '../errors';

/** What a step sees. It reads `params` and the folders in `inputs`, writes below `output`, and returns its metrics. */
export interface StepContext {
  /** The plan's id, such as `features--mfcc`. */
  id: string;
  params: Record<string, any>;
  /** Role -> absolute, read-only artefact folder. */
  inputs: Record<string, string>;
  /** Name -> absolute, read-only source folder (blocks, targets, sdk-cpp): `StepPlan.folders`. */
  folders: Record<string, string>;
  /** Absolute folder of `impulse.yaml`; data paths are relative to it. */
  root: string;
  /** Empty folder, renamed into place when the step returns. */
  output: string;
  /** Survives an interrupted run of the same key (checkpoints); removed when the step is whole. */
  scratch: string;
  pins: Pins;
  /** Blocks that are programs in containers. */
  containers: BlockContainers;
  /** `done` in 0..1 where it is known. */
  progress(message: string, done?: number): void;
}

/**
 * Runs blocks in containers, by their name in `folders`; images are built on first use. Whatever goes wrong there becomes one error with
 * the last lines that the block printed.
 */
export interface BlockContainers {
  /** How many containers of one step may work at once. */
  atOnce: number;
  /** Runs a block's program to its end. */
  run(name: string, run: ContainerRun): Promise<void>;
  /**
   * Runs it several times on the same folders, one after another, as if each run had a container of its own; where the engine can keep one
   * open, they share it. @param onEnd called after each.
   */
  runEach(name: string, shared: Pick<ContainerRun, 'mounts' | 'secrets'>, runs: readonly RepeatedRun[], onEnd: () => void): Promise<void>;
  /** Runs it by our own contract: `step-run.json` in, `step-result.json` out. @returns the metrics that it reports. */
  runStep(name: string, step: ContainerStep): Promise<Metrics>;
  /** Starts a program that answers HTTP requests, and waits until it does. */
  serve(name: string): Promise<BlockServer>;
}

/** A folder or file of this machine, and where the block finds it. */
export interface ContainerMount {
  host: string;
  inside: string;
  writable?: boolean;
}

/** One run of a block in its container. */
export interface ContainerRun {
  /** What stands behind the words that start the block. */
  argv: readonly string[];
  /** Only what is mounted here is seen, and only what is writable here is kept. */
  mounts: readonly ContainerMount[];
  env?: Readonly<Record<string, string>>;
  /** Variables whose values are taken out of all that the block prints. */
  secrets?: Readonly<Record<string, string>>;
  /** What people call this run, where a block runs several times: `file yes.wav`. */
  what?: string;
  /** Looks at what a run that ended well left, and says what is wrong with it. */
  check?(): string | undefined;
}

/** One of many runs that differ in their arguments alone. */
export type RepeatedRun = Pick<ContainerRun, 'argv' | 'what'>;

/** A run of a block by our own contract: the envelope's roles and folders. */
export interface ContainerStep {
  params: Record<string, unknown>;
  /** Role -> absolute folder. */
  inputs: Readonly<Record<string, string>>;
  /** Absolute, empty folder. */
  output: string;
  what?: string;
  /** Looks at what a run that ended well left, and says what is wrong with it. */
  check?(): string | undefined;
}

/** A block's program that answers requests by JSON. NaN and infinities, which Python writes though JSON has none, are read as null. */
export interface BlockServer {
  get(path: string): Promise<unknown>;
  /** @param what it is asked for, in words for an error: `the window of "yes.wav" at 500 ms`. */
  post(path: string, body: unknown, what?: string): Promise<unknown>;
  /** An error of this block, with the last lines that it printed and the command to repeat the step. */
  error(code: ErrorCode, details: ErrorDetails, what?: string): ImpulseError;
  close(): Promise<void>;
}

/** Pinned because they change results: part of the envelope and of the key, never taken from the machine. */
export interface Pins {
  threads: number;
  seed: number;
  /** Highest instruction set that numeric libraries may use. */
  maxIsa: 'AVX2';
}

/**
 * Values that CI, the report and the tuner read: written to `metrics.json` (`schemas/metrics.schema.json`). Numbers carry their unit
 * in the name.
 */
export type Metrics = Record<string, unknown>;

/** One run of a step: when, where and at what cost. Never part of an artefact, which is the same wherever and whenever it was made. */
export interface RunRecord {
  /** The plan's id. */
  id: string;
  /** `run`: for this folder, on this machine. `cache`: the result of an earlier run elsewhere was taken. */
  from: 'run' | 'cache';
  /** Absent, as all below, where an older version did not say. */
  engine?: string;
  /** Host name of the machine whose runner ran it. */
  machine?: string;
  /** ISO 8601, UTC. */
  startedAt?: string;
  wallSeconds?: number;
  cpuSeconds: number;
  peakMemoryBytes?: number;
}

/** A step's work: fills `output`, and returns what `metrics.json` says. */
export type RunStep = (context: StepContext) => Promise<Metrics>;
