import type { ContainerSpec } from '../../manifest/manifest';

/**
 * How a step ended, in the same words for every engine.
 *
 * `oom`: it needed more memory than it may have. `timeout`: more time. `cancelled`: a person stopped it. `lost`: its process or container
 * vanished without a trace of its own. `unschedulable`: the engine has no machine, device or mount that it asks for. `image-missing`: the
 * image cannot be had.
 */
export type StepStatus = 'ok' | 'failed' | 'oom' | 'timeout' | 'cancelled' | 'lost' | 'unschedulable' | 'image-missing';

/** One unit of work, whole and neutral: a process, a container or a job of a cluster does the same with it. */
export interface StepSpec {
  /** What the run cache calls the work; engines name containers and jobs after it. */
  key: string;
  /** What people call it. */
  id: string;
  /** An image that the engine can start; engines without images leave it out of account. */
  image?: string;
  argv: readonly string[];
  /** `image`: `argv` are arguments to what the image itself starts. Otherwise its first word is what is started. */
  entrypoint?: 'image';
  /** The whole environment: nothing of the machine's comes in beside it. */
  env: Readonly<Record<string, string>>;
  /** Absolute, as the work sees it; default: what its image says. */
  cwd?: string;
  mounts: readonly Mount[];
  /** Off, unless asked for; engines that cannot take the network away say so in `isolates`. */
  network?: boolean;
  /** A port on which the work answers this machine: `StepHandle.address`. */
  port?: number;
  /** Never part of a key. */
  hints?: Hints;
}

/** A folder (or file) of this machine, and where the work finds it. */
export interface Mount {
  /** Absolute. Engines that share no disk with this machine carry it there, and back where it is writable. */
  host: string;
  /** Absolute; engines that do not isolate need it to equal `host`. */
  inside: string;
  writable?: boolean;
  /** Digest of the content, where it is known: an engine with a store of its own need not be sent it twice. */
  digest?: string;
}

/** What the work needs at most. It is ended where it takes more. */
export interface Hints {
  cpus?: number;
  memoryBytes?: number;
  gpus?: number;
  timeoutS?: number;
}

/** A line that the work printed. */
export interface LogLine {
  stream: 'stdout' | 'stderr';
  text: string;
}

/** How a step ended, on whatever engine. */
export interface StepEnd {
  status: StepStatus;
  exitCode?: number;
  /** A phrase for people: `exit code 3`, `signal SIGSEGV`, `more than 512 MB of memory`. */
  reason: string;
}

/** Work under way. */
export interface StepHandle {
  /** The process of this machine that works, where there is one: it may outlive its runner for a moment. */
  pid?: number;
  /** `host:port` of the work's port, once it has started; rejects where it does not start. */
  address?: Promise<string>;
  /** What the engine's own tools call what works: `process 4711`, `container nx-impulse-4f3a-71`, the name of a cluster's job. */
  worker: string;
  /** As they are printed, in order within each stream. Ends when the work has. */
  logs: AsyncIterable<LogLine>;
  /** Never rejects for what the work does; settles when everything that was started has gone. */
  result: Promise<StepEnd>;
  /** Ends the work and everything that it started. */
  cancel(): void;
}

/** What a session is opened with: `argv` is what keeps it open, such as a server; without it nothing but the session itself runs. */
export type SessionSpec = Omit<StepSpec, 'argv' | 'entrypoint'> & Partial<Pick<StepSpec, 'argv' | 'entrypoint'>>;

/** One command among many in the same place. Of what it does not say, the session's holds. */
export interface SessionCommand {
  argv: readonly string[];
  /** Beside the session's. */
  env?: Readonly<Record<string, string>>;
  cwd?: string;
  timeoutS?: number;
}

/**
 * A place that stays, a container or a pod, where commands run at the price of a process: one after another, or several at once. All of
 * them share its mounts and limits.
 */
export interface Session {
  /** As `Engine.submit`; ending a command leaves the session open. The image needs `sh`. */
  submit(command: SessionCommand): StepHandle;
  /** Ends what still runs. Writable mounts are ours again, with all that was written there. */
  close(): Promise<void>;
}

/** Step -> tool -> version, as our own steps find them in an engine. */
export type ToolVersions = Record<string, Record<string, string>>;

/** What is known of an engine's tools before it runs anything. */
export interface ForeseenTools {
  /** Absent where they are this machine's, or not known. */
  versions?: ToolVersions;
  /** Why they are not known. */
  unknown?: string;
}

/** How our own steps are called in an engine. */
export interface OwnCommand {
  image?: string;
  /** `nx-impulse`, with what it takes to start it. */
  argv: readonly string[];
  /** Where our own blocks, targets and C++ lie there. */
  assetRoot: string;
  /** Where it may keep what it compiles. */
  mounts: readonly Mount[];
  env: Readonly<Record<string, string>>;
  /** Where they are not this machine's. */
  tools?: ToolVersions;
}

/** A way of running steps: one file or folder beside this one, and a row in `index.ts`. */
export interface Engine {
  name: string;
  /** Whether work sees nothing but its mounts, and no network. */
  isolates: boolean;
  /**
   * Makes our own steps runnable, once for each version of the package.
   *
   * @returns undefined where this package was not built, so that nothing can be called.
   */
  own(onProgress?: (message: string) => void): Promise<OwnCommand | undefined>;
  /**
   * Makes a block's image: its folder's Dockerfile built, or the image that it names. Engines without images have none.
   *
   * @param folder absolute. @returns what `StepSpec.image` is to be.
   */
  provideImage?(folder: string, container: ContainerSpec, onProgress: (message: string) => void): Promise<string>;
  /** What a block's image is built on, or is: part of the keys of the steps that run it. */
  identifyImage?(folder: string, container: ContainerSpec): Promise<string>;
  /** The words that an image starts with before any arguments, for commands in a session: nothing where it has no entry point. */
  entryPoint?(image: string): Promise<string[]>;
  /** Removes what ended runners of this machine left behind. */
  clean?(): Promise<void>;
  /** The tools that our own steps would find, as far as that can be told without building an image. */
  foreseeTools(): Promise<ForeseenTools>;
  submit(spec: StepSpec): StepHandle;
  /**
   * For engines where starting costs more than a process. Whoever opens a session closes it.
   *
   * @returns how it ended where it cannot be opened, such as `image-missing`.
   */
  open?(spec: SessionSpec): Promise<Session | StepEnd>;
}
