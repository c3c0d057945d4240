// Generated from impulse.schema.json by "npx vitest run --project unit test/conventions/schema-types -u": edit the schema instead.

/**
 * `impulse.yaml`: from recordings to a measured C++ library. Quantities carry their unit: `1000 ms`, `16 kHz`, `64 kB` (1 kB = 1,000 B, 1
 * KiB = 1,024 B), `20 %`.
 */
export interface Impulse {
  /** Always `impulse/v1` for now. */
  apiVersion: 'impulse/v1';
  /** Name of the impulse: prefix of the generated C++ functions and of the tasks. */
  name: Name;
  /** What the impulse is for, shown in the report. */
  description?: string;
  /** Where recordings come from and how they are divided into train, validation and test. */
  dataset: {
    /** Recordings from files (`path`) or from a block that makes them (`block`). Each source has its own labelling rule. */
    sources: Source[];
    /** How recordings are divided. The model learns from train, early stopping looks at validation, figures come from test. */
    split: {
      /** Share of recordings (or groups) for validation. In 0..1. */
      validation: number;
      /** Share of recordings (or groups) for the test. In 0..1. */
      test: number;
      /**
       * A field whose values never stand on two sides, such as the speaker: a field of `pattern`, of the labels file or of the
       * recording's metadata.
       */
      groupBy?: string;
      /** Values of `groupBy` that make up the test side, whatever the shares say. */
      hold?: string[];
      /** Another number gives another division; the same number always gives the same one. */
      seed: number;
    };
  };
  /** What the device looks at: one window of sensor values at a time (`window`, `frequency`), or one image (`image`). */
  input: {
    /** Length of the stretch that is classified at once. Shorter recordings are padded with zeros. In ms. */
    window?: number;
    /**
     * Hop from one window to the next in longer recordings and on the device. Without it: the window's length. Of images: the time from
     * one to the next, 1 s without it. In ms.
     */
    stride?: number;
    /**
     * Whether the device is fed by `push_samples` with a stream. `true`: what it keeps for that counts in the RAM and flash of `budget`.
     * Without it, the estimate shows that where windows overlap, and `budget` judges `run_impulse`. `false`: models compute whole windows
     * alone.
     */
    streaming?: boolean;
    /** Samples per second and axis. Recordings must have been made at it. In Hz. */
    frequency?: number;
    /** Names of the values in one sample, in their order. Without it: audio. */
    axes?: string[];
    /**
     * The frame that the camera of the device delivers, in the place of `window`, `frequency` and `axes`. Pictures of another size need
     * `resize` at their source.
     */
    image?: {
      /** Pixels of a row. */
      width: number;
      /** Rows. */
      height: number;
      /** rgb: red, green and blue of each pixel; grayscale: its brightness. One byte each. */
      channels: 'rgb' | 'grayscale';
    };
  };
  /** Blocks that turn a window into features, each under a name of your choice. */
  dsp: Record<string, DspUse>;
  /** Blocks that learn from features, each under a name of your choice. */
  learn: Record<string, LearnUse>;
  /** How scores of successive windows become one decision. */
  postprocess?: PostprocessUse;
  /** Hardware that the impulse is compiled for and measured on: ids, or paths to a target folder of your own. */
  targets: TargetUse[];
  /** Limits for every target. A broken one fails the `budget` task and names the figure. */
  budget: Budget;
  /**
   * What the kernels of each layer are chosen for, where they fit the budget's `ram` and `flash`. `npx nx-impulse compile --explain` and
   * the report show what each goal costs.
   */
  optimize: Optimize;
  /** What the `deploy` task packs for each target: one archive for each of these blocks. */
  deploy: DeployUse[];
  /**
   * Where steps run, and what they may take. Never changes a result. `--runner` and the variable IMPULSE_RUNNER overrule it; what it
   * leaves open, the options of the plugin in `nx.json` may say.
   */
  runner?: Runner;
}

/**
 * speed: the fewest cycles. ram: a small arena before all else. flash: little code and few constants before all else. balanced: little of
 * all three.
 */
export type Optimize = 'balanced' | 'speed' | 'ram' | 'flash';

/** Lower case letters, digits and single hyphens, a letter first. */
export type Name = string;

/** Files (`path`) or a block that makes recordings (`block`), and where their labels come from. */
export interface Source {
  /**
   * Glob of files, relative to the folder of `impulse.yaml`, or of objects in a bucket (`s3://`); `*.wav` finds `A.WAV` too.
   * `s3://bucket/folder` stands for all recordings below. Known formats: wav, csv, parquet, json, cbor, png, jpg.
   */
  path?: string;
  /** A block that makes recordings: its id, or a path to its folder. Its parameters stand beside it. */
  block?: string;
  /**
   * `"{dir}"`: the name of the folder. `"{recording}"`: the recording says it itself. `unlabelled`: none. Other text is the label of
   * every recording of this source.
   */
  label?: string;
  /** Names the fields of a file name. `{label}` becomes the label, other fields can be named by `groupBy`. Folders may be part of it. */
  pattern?: string;
  /**
   * csv or json file with the label of each recording, relative to the folder of `impulse.yaml`, or an object (`s3://`); or a block that
   * labels them.
   */
  labels?: LabelUse;
  /**
   * Files that say what is where in pictures, relative to the folder of `impulse.yaml`, or objects (`s3://`): a Pascal VOC .xml or a YOLO
   * .txt for each picture, of its name, or one COCO .json (or Edge Impulse's `bounding_boxes.labels`) for all. They go into the dataset
   * and its summary; blocks that train on them come later.
   */
  boxes?: string | {
    /** Glob of the files. */
    path: string;
    /** Names of YOLO's classes, from 0. Without it: the lines of a `classes.txt` among the files. */
    classes?: string[];
  };
  /**
   * What labels of this source become, by what they were: another name, the name of another class to merge with, or `null` for no label
   * (then they train nothing).
   */
  relabel?: Record<string, string | null>;
  /** Channels of wav files that are the axes, from 1, in the order of the axes. Without it: all of them, or their mean for one axis. */
  channels?: number[];
  /**
   * Blocks that change the files before they are read, one behind the other: each an id, a path to its folder, or `{ block, ... }` with
   * its parameters.
   */
  transform?: TransformUse[];
  /**
   * Where and as whom objects (`s3://`) are asked for, beside what the variables `AWS_*` and the shared files of AWS say. Credentials
   * never stand here.
   */
  s3?: {
    /** Address of an S3 other than Amazon's. Default: `AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL`, that of the profile. */
    endpoint?: string;
    /** Region of the bucket. Default: `AWS_REGION`, that of the profile, `us-east-1`. */
    region?: string;
    /**
     * Section of `~/.aws/credentials` and `~/.aws/config` that holds the keys, or says whose role to take; it comes before keys from
     * anywhere else. Default: `AWS_PROFILE`, `default`.
     */
    profile?: string;
    /** Asks without credentials: for public buckets. */
    anonymous?: boolean;
  };
  /**
   * Deals the files to shards and lets so many containers work on them at once. For blocks that look at each file alone: the result is
   * the same as without it.
   */
  map?: number;
  /** Puts every recording of this source on one side of the split. */
  use?: 'train' | 'validation' | 'test';
  /** `quarantine` (the default): go on and list the file with its reason in the report. `refuse`: stop at the first one. */
  onBroken?: 'quarantine' | 'refuse';
  /** Brings recordings of another rate to `input.frequency`, through a band-limited filter. Without it another rate is an error. */
  resample?: boolean;
  /**
   * Brings pictures of another size to that of `input.image`, as the mode of this name of the image block does, before they are stored.
   * Without it another size is an error.
   */
  resize?: 'squash' | 'fit-short' | 'fit-long';
  /**
   * Checks the signatures of acquisition files. Write `env:NAME`: the key comes from that variable of the environment, never from the
   * manifest. Without it signatures are not checked; files that say `alg: none` never are.
   */
  hmacKey?: string;
  /** How csv files are read, where the reader does not find it out itself. What concerns columns holds for parquet files too. */
  csv?: CsvOptions;
  /**
   * Where a recording is several files, one of each sensor, each at its own rate: they are brought to `input.frequency` and become one
   * recording with the axes of all. The first sensor names and labels it. `path` matches the files of all.
   */
  sensors?: Record<string, {
    /** End of the paths of its files, with one `*` for the name of the recording, which is the same for all sensors. */
    file: string;
    /** Those of `input.axes` that are of this sensor. */
    axes: string[];
    /** How its csv files are read, in the place of `csv` of the source. */
    csv?: CsvOptions;
    /** Channels of its wav files that are its axes, from 1. */
    channels?: number[];
  }>;
  [parameter: string]: unknown;
}

/** How csv files are read, where the reader does not find it out itself. What concerns columns holds for parquet files too. */
export interface CsvOptions {
  /** What stands between cells. Default: found in the first line. */
  delimiter?: string;
  /** Lines before the header, or before the first row: what a logger says of itself. Default: 0. */
  skip?: number;
  /** The other of the two signs then groups thousands. Default: a point or a comma, cell by cell, without groups. */
  decimal?: '.' | ',';
  /** Whether the first row names the columns. Default: yes where one of its cells is no number. */
  header?: boolean;
  /** Names of the columns where the file does not name them, in order. */
  columns?: string[];
  /** What columns are called here, by their name in the file. Those called as an axis are its values. */
  rename?: Record<string, string>;
  /** Name of the column of times; `none`: there is none. Default: a column called timestamp, time, t or the like. */
  timestamp?: string;
  /** Of times that are numbers, whatever they count from. Default: the end of the column's name, such as `time_us`, otherwise `ms`. */
  timestampUnit?: 's' | 'ms' | 'us' | 'ns';
  /**
   * How times are written where they are neither numbers nor ISO 8601: YYYY, MM, DD, HH (0 to 23), mm, ss, SSS (fraction of a second, any
   * number of digits); anything else stands for itself.
   */
  timestampFormat?: string;
  /** Column that labels each row: runs of one text become labelled stretches. Needs `label: "{recording}"`. */
  labelColumn?: string;
  /** Rate of files without times. Default: `input.frequency`. In Hz. */
  frequency?: number;
}

/** Id of a block, or a path to its folder; with its parameters as `{ block, ... }`. */
export type TransformUse = string | {
  /** Id of the block, or a path to its folder. Its parameters stand beside it. */
  block: string;
  [parameter: string]: unknown;
};

/** csv or json file with the label of each recording, relative to the folder of `impulse.yaml`; or a block that labels them. */
export type LabelUse = string | {
  /** Id of a label block, or a path to its folder. Its parameters stand beside it. */
  block: string;
  [parameter: string]: unknown;
};

/**
 * A format of ours (`cpp-library`, `edge-impulse-sdk`), or a path to a block of your own in a container; with its parameters as `{ block,
 * ... }`.
 */
export type DeployUse = string | {
  /** Id of the block, or a path to its folder. Its parameters stand beside it. */
  block: string;
  [parameter: string]: unknown;
};

/** A signal-processing block and its parameters. */
export interface DspUse {
  /**
   * Id of the block, or a path to its folder (`./` or `../`: relative to `impulse.yaml`, else to the workspace). Without it: the name in
   * front.
   */
  block?: string;
  /** Axes that the block sees. Without it: all of `input.axes`. */
  axes?: string[];
  [parameter: string]: unknown;
}

/** A learning block and its parameters. */
export interface LearnUse {
  /** Id of the block, or a path to its folder. Without it: the name in front. */
  block?: string;
  /** DSP blocks whose features are concatenated in this order. Without it: all of them. */
  input?: string[];
  /**
   * Labels that a classifier learns to tell. Windows of other labels are not its business: it neither learns from them nor is blamed for
   * them where an anomaly detector stands beside it. Without it: all labels of the train and validation sides.
   */
  classes?: string[];
  /**
   * `standard`: the block learns from features with mean 0 and deviation 1 over the train side, and the normalisation becomes a part of
   * the model that it leaves. For blocks in containers; ours do it anyway. Without it an int8 model loses features whose range is small
   * beside that of others.
   */
  normalise?: 'standard';
  [parameter: string]: unknown;
}

/** A post-processing block and its parameters. */
export interface PostprocessUse {
  /** Id of the block, or a path to its folder. */
  block: string;
  [parameter: string]: unknown;
}

/** Id of a target, or a path to its folder; with limits or a goal of its own as `{ id, budget, optimize }`. */
export type TargetUse = string | {
  /** Id of a target, or a path to its folder. */
  id: string;
  /** Limits for this target; what is not named here holds as in the impulse's own `budget`. */
  budget: Budget;
  /** In the place of the impulse's own `optimize`. */
  optimize?: Optimize;
};

/** Name of an engine (local, docker), or what it may take as well. */
export type Runner = string | {
  /** local: a process of this machine. docker: a container of a Docker daemon. */
  engine?: 'local' | 'docker';
  /** How many CPUs a step may keep busy. Results do not depend on it. */
  cpus?: number;
  /** A step that needs more is ended. In B. */
  memory?: number;
  /** How many GPUs a step is given. The steps of nx-impulse itself use none. */
  gpus?: number;
  /** A step that takes longer is ended. In s. */
  timeout?: number;
  /** What holds for single steps instead, by their names. */
  steps?: Record<string, StepRunner>;
};

/** Name of an engine (local, docker), or what it may take as well. */
export type StepRunner = string | {
  /** local: a process of this machine. docker: a container of a Docker daemon. */
  engine?: 'local' | 'docker';
  /** How many CPUs a step may keep busy. Results do not depend on it. */
  cpus?: number;
  /** A step that needs more is ended. In B. */
  memory?: number;
  /** How many GPUs a step is given. The steps of nx-impulse itself use none. */
  gpus?: number;
  /** A step that takes longer is ended. In s. */
  timeout?: number;
};

/** What holds for a whole workspace: `options` of nx-impulse among the plugins of `nx.json`. */
export interface PluginOptions {
  /** Where machines share results. The variable NX_IMPULSE_REMOTE overrules it. */
  remote?: string;
  /** Where steps run, and what they may take, unless an impulse says otherwise. */
  runner?: Runner;
}

/** Limits with their comparison. YAML needs quotes around a value that begins with `>`. */
export interface Budget {
  /** Share of test windows that the int8 model gets right: at least. In 0..1. */
  accuracy?: number;
  /**
   * Mean over the labels of the F1 (harmonic mean of precision and recall) on the test windows, of the int8 classifier that has the
   * least: at least. Unlike accuracy it does not pass over a rare label. In 0..1.
   */
  f1?: number;
  /**
   * Area under the ROC curve on the test windows, normal ones against anomalies, of the anomaly detector that has the least: at least. 50
   * % is guessing. In 0..1.
   */
  auc?: number;
  /** RAM of the whole impulse, stack included: at most. In B. */
  ram?: number;
  /** Flash of the whole impulse, code and constants: at most. In B. */
  flash?: number;
  /** Time for one window with signal processing and post-processing, at the target's clock: at most. In ms. */
  latency?: number;
}
