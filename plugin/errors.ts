/** A place in a text file: 1-based line and column, and how many characters are at fault. */
export interface SourceSpan {
  file: string;
  line: number;
  column: number;
  length: number;
}

/** One row of the error table: `{name}` in the texts is replaced by the detail of that name. */
export interface ErrorRow {
  message: string;
  fix: string;
}

/**
 * Every error a user can see. A code is `IMP_<NOUN>_<PROBLEM>`; rows are grouped by room; `ERRORS.md` explains each, and a test holds
 * the two together in both directions.
 */
export const ERRORS = {
  // manifest
  IMP_YAML_SYNTAX: { message: '{problem}', fix: '{fix}' },
  // steps and runners
  IMP_STEP_UNKNOWN: { message: 'Unknown step "{step}".', fix: 'known steps: {known}' },
  IMP_PLAN_UNKNOWN: { message: 'The impulse has no step "{id}".', fix: 'its steps: {known}' },
  IMP_OUTPUT_USED: { message: 'The output folder {folder} is not empty.', fix: 'remove it, or name another folder as "output" in step-run.json' },
  IMP_INPUT_CHANGED: { message: 'Files that {id} reads were changed while it ran; its result was not kept.', fix: 'run it again' },
  IMP_STEP_DIED: {
    message: 'The process of {id} ended before its work was done ({death}).\n{lines}',
    fix: 'signal SIGKILL mostly means that memory ran out; repeat it alone by "{command}"',
  },
  IMP_STEP_CRASHED: { message: '{id} failed in a way that it did not foresee:\n{problem}', fix: 'repeat it alone by "{command}", and report it' },
  // native code
  IMP_COMPILER_MISSING: {
    message: 'No C++ compiler found (tried {tried}).',
    fix: 'install one, such as "sudo apt-get install g++", or name yours in the environment variable CXX',
  },
  IMP_COMPILE_FAILED: { message: 'The C++ of "{name}" does not compile:\n{problem}', fix: 'correct the first error that the compiler names' },
  IMP_SOURCE_MISSING: { message: 'The C++ file {file} does not exist.', fix: 'correct "sources" of block.json or add the file' },
  IMP_INCLUDE_MISSING: {
    message: '{file} includes "{include}", which is neither beside it nor in sdk-cpp.',
    fix: 'correct the include; system headers are written in angle brackets',
  },
  IMP_BLOCK_REFUSED: { message: 'Block "{block}": {problem}', fix: 'change the parameters of the block in impulse.yaml' },
  IMP_WINDOW_REFUSED: {
    message: 'Block "{block}" refuses the window that starts at time step {start} (status {status}): it holds NaN or Inf.',
    fix: 'repair or remove the recording',
  },
  // data
  IMP_DATA_NONE: { message: 'No file matches "{pattern}".', fix: 'correct "path" of the source; it is relative to the folder of impulse.yaml' },
  IMP_DATA_ALL_BROKEN: {
    message: 'None of the {count} files could be used; the first, "{file}": {reason}',
    fix: 'repair that file first; dataset.json lists every file with its reason',
  },
  IMP_FILE_EMPTY: { message: '"{file}" is empty.', fix: 'record it again or remove it' },
  IMP_FILE_POINTER: { message: '"{file}" is a {kind} pointer, not the recording itself.', fix: 'run "{command}" to fetch the recordings' },
  IMP_FORMAT_UNKNOWN: { message: '"{file}" has no format that can be read.', fix: 'readable are {known}; narrow "path" of the source to these' },
  IMP_RECORDING_BROKEN: { message: '"{file}" cannot be used: {problem}.', fix: 'repair or remove the file' },
  IMP_RATE_MISMATCH: {
    message: '"{file}" was recorded at {foundHz} Hz, but the input block expects {wantedHz} Hz.',
    fix: 'set "input.frequency: {foundHz} Hz", or resample the recordings',
  },
  IMP_AXES_MISMATCH: {
    message: '"{file}" has {found}, but the input block expects the axes {wanted}.',
    fix: 'set "input.axes" to what the recordings hold',
  },
  IMP_LABEL_MISSING: { message: 'No label for "{file}": {problem}.', fix: 'correct "label" of the source, or the name of the file' },
  IMP_LABELS_FILE: { message: 'The labels file "{file}" cannot be used: {problem}.', fix: 'give it a file and a label for each recording' },
  IMP_DATASET_BROKEN: { message: 'The dataset in {folder} is broken: {problem}.', fix: 'run ingest again' },
  IMP_FEATURES_FORMAT: { message: '"{file}" cannot be read as features: {problem}.', fix: 'run the features step again' },
  IMP_WINDOW_TOO_LONG: {
    message: 'The window of {windowMs} ms is longer than every recording; the longest, "{file}", has {longestMs} ms.',
    fix: 'set "input.window" to {longestMs} ms or less',
  },
  IMP_SPLIT_FIELD: {
    message: 'The split groups by "{field}", which no recording has.',
    fix: 'known fields: {known}; name it in the pattern of the source, such as "{label}_{speaker}.wav"',
  },
  IMP_SPLIT_HOLD: { message: 'The split holds out "{value}", but no recording has that {field}.', fix: 'known values: {known}' },
  IMP_SPLIT_STRADDLES: {
    message: 'The {field} "{value}" has recordings fixed to {sides}.',
    fix: 'give all of them one side, or group by another field',
  },
  IMP_SPLIT_EMPTY: {
    message: 'The {side} side of the split gets none of the {samples} recordings (grouped by: {field}).',
    fix: 'add recordings or groups, change the shares of "dataset.split", or set the share of that side to 0 %',
  },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;
export type ErrorDetails = Record<string, string | number>;

/** An error meant for the user: code, what is wrong, how to fix it and, where there is one, the place in a file. */
export class ImpulseError extends Error {
  readonly fix: string;

  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
    readonly span?: SourceSpan,
  ) {
    super(fill(ERRORS[code].message, details));
    this.name = 'ImpulseError';
    this.fix = fill(ERRORS[code].fix, details);
  }
}

/** Several errors found in one pass, in order of position. */
export class ImpulseErrors extends Error {
  constructor(readonly errors: readonly ImpulseError[]) {
    super(errors.map((error) => `${error.code}: ${error.message}`).join('\n'));
    this.name = 'ImpulseErrors';
  }
}

function fill(template: string, details: ErrorDetails): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in details ? String(details[name]) : whole));
}
