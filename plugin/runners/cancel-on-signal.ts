/**
 * Gives `work` a signal that Ctrl-C and a polite end of this process abort: what it started, in containers or on other machines, has to be
 * stopped first. The second time the process ends at once.
 */
export async function cancelOnSignal<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const abort = (): void => {
    release();
    controller.abort();
  };
  const release = (): void => SIGNALS.forEach((name) => process.off(name, abort));
  SIGNALS.forEach((name) => process.on(name, abort));
  try {
    return await work(controller.signal);
  } finally {
    release();
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
