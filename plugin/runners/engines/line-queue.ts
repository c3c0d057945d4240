import { StringDecoder } from 'node:string_decoder';
import type { LogLine } from './engine';

/** Longest line that is kept whole: a program that prints without end and without line ends must not fill the memory. */
const LONGEST_LINE = 16_384;

/** Lines on their way from the work's streams to whoever reads them. */
export interface LineQueue extends AsyncIterable<LogLine> {
  /** Bytes in any pieces; what is no UTF-8 becomes U+FFFD. */
  push(stream: LogLine['stream'], bytes: Buffer): void;
  /** Gives out what is left of the last lines, and ends. */
  end(): void;
}

/** For one reader. */
export function createLineQueue(): LineQueue {
  const lines: LogLine[] = [];
  const open = { stdout: { decoder: new StringDecoder(), rest: '' }, stderr: { decoder: new StringDecoder(), rest: '' } };
  let wake = (): void => {};
  let ended = false;

  function take(stream: LogLine['stream'], text: string): void {
    const pieces = (open[stream].rest + text).split('\n');
    open[stream].rest = pieces.pop()!;
    for (const piece of pieces) lines.push({ stream, text: piece.replace(/\r$/, '').slice(0, LONGEST_LINE) });
    if (open[stream].rest.length > LONGEST_LINE) {
      lines.push({ stream, text: open[stream].rest });
      open[stream].rest = '';
    }
    wake();
  }

  return {
    push: (stream, bytes) => take(stream, open[stream].decoder.write(bytes)),
    end() {
      for (const stream of ['stdout', 'stderr'] as const) {
        take(stream, open[stream].decoder.end());
        if (open[stream].rest !== '') take(stream, '\n');
      }
      ended = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (lines.length > 0) yield lines.shift()!;
        if (ended) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
