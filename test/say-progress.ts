const MINUTE_MS = 60_000;

/**
 * Says now and then how far something has come, a line a minute at most.
 *
 * @param what `kills of seed 100`.
 * @returns to be called with how many are done; `rest` ends the line.
 */
export function sayProgress(what: string, total: number, print: (line: string) => void = console.log): (done: number, rest?: string) => void {
  let saidMs = Date.now();
  return (done, rest = '') => {
    if (Date.now() - saidMs < MINUTE_MS) return;
    saidMs = Date.now();
    print(`${done} of ${total} ${what}${rest}`);
  };
}
