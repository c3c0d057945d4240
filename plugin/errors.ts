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
