/** One command of `nx-impulse`: a file beside this one and a row in `index.ts`. Heavy modules are imported inside `run`. */
export interface Command {
  /** One or two words: `validate`, `setup training`. */
  name: string;
  /** One sentence for the list of commands. */
  summary: string;
  /** In order; the last may take many values. */
  arguments?: readonly CommandArgument[];
  options?: Record<string, CommandOption>;
  /** Whole lines that a person can type. */
  examples: readonly string[];
  /**
   * Does the work and prints its result.
   *
   * @returns the exit code; nothing means 0.
   * @throws ImpulseError or ImpulseErrors, which are framed at the edge; the exit code is then 1.
   */
  run(input: CommandInput): Promise<number | void>;
}

/** A word behind the command, by its place. */
export interface CommandArgument {
  name: string;
  help: string;
  required?: boolean;
  many?: boolean;
}

/** `--name`, with or without a value. */
export interface CommandOption {
  /** A `boolean` option has no value. */
  type: 'string' | 'boolean';
  help: string;
  /** Name of the value in the help: `--out <folder>`. */
  value?: string;
  short?: string;
  /** What holds where the option is not given: shown in the help and passed to `run`. */
  default?: string | boolean;
  required?: boolean;
  /** May be given several times: all values are in `lists`. */
  many?: boolean;
}

/** What a command line says, and where the answer goes. */
export interface CommandInput {
  args: string[];
  options: Record<string, string | boolean | undefined>;
  /** Values of the options that may be given several times. */
  lists?: Record<string, string[]>;
  /** Writes one line to standard output. */
  print(line: string): void;
}
