import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 200;

/** The lines that a step printed, from its log; goes on while `isGrowing` says that more may come. */
export async function* readLog(path: string, isGrowing: () => boolean): AsyncGenerator<string> {
  const file = openSync(path, 'r');
  const decoder = new StringDecoder();
  let [offset, rest, isRecord] = [0, '', true];
  try {
    for (;;) {
      // Asked first: what was printed just before the end is read too.
      const growing = isGrowing();
      const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - offset));
      offset += readSync(file, bytes);
      const lines = (rest + decoder.write(bytes)).split('\n');
      rest = lines.pop()!;
      for (const line of lines) {
        if (!isRecord) yield line;
        isRecord = false;
      }
      if (!growing) return;
      await sleep(LOOK_MS);
    }
  } finally {
    closeSync(file);
  }
}
