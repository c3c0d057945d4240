import type { Reporter, TestCase, TestModule } from 'vitest/node';

const MINUTE_MS = 60_000;

interface AtWork {
  sinceMs: number;
  /** Of the test; none while the file is loaded or set up. */
  title?: string;
}

/**
 * Reporter of vitest: names once a minute the tests that have been at work for longer than that, so that whoever waits for a long run sees that
 * it lives. It speaks in the process that waits: a test that computes without a break cannot say anything itself.
 */
export default class ReportAtWork implements Reporter {
  readonly #atWork = new Map<string, AtWork>();
  #timer?: NodeJS.Timeout;

  onTestRunStart(): void {
    this.#timer = setInterval(() => this.#report(), MINUTE_MS).unref();
  }

  onTestModuleStart({ relativeModuleId }: Pick<TestModule, 'relativeModuleId'>): void {
    this.#atWork.set(relativeModuleId, { sinceMs: Date.now() });
  }

  onTestCaseReady({ module, fullName }: Pick<TestCase, 'fullName'> & { module: Pick<TestModule, 'relativeModuleId'> }): void {
    this.#atWork.set(module.relativeModuleId, { sinceMs: Date.now(), title: fullName });
  }

  onTestModuleEnd({ relativeModuleId }: Pick<TestModule, 'relativeModuleId'>): void {
    this.#atWork.delete(relativeModuleId);
  }

  onTestRunEnd(): void {
    clearInterval(this.#timer);
  }

  #report(): void {
    for (const [file, { sinceMs, title }] of this.#atWork) {
      const minutes = Math.floor((Date.now() - sinceMs) / MINUTE_MS);
      if (minutes > 0) console.log(`at work for ${minutes} min: ${file}${title === undefined ? '' : ` > ${title}`}`);
    }
  }
}
