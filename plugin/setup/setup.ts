/** A tool outside of npm that some steps need: a file beside this one and a row in `index.ts`. */
export interface Setup {
  /** As in `nx-impulse setup <name>`. */
  name: string;
  /** What it is for, in one sentence. */
  summary: string;
  /** What is there, in a few words (`arm-none-eabi-gcc 12.2, QEMU 7.2`), or undefined. */
  find(): Promise<string | undefined>;
  /**
   * Installs it; called only where `find` found nothing. Says what it does, line by line.
   *
   * @throws ImpulseError with the exact command where it may not.
   */
  install(say: (line: string) => void): Promise<void>;
}
