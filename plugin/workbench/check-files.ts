import type { Checklist, Finding } from './checklist';
import type { Bench } from './open-bench';
import type { OpenBlock } from './open-block';
import type { MadeFile } from './trial';
import { tryFiles } from './try-files';

/** Checks a block that makes, changes or labels recordings. */
export async function checkFiles(list: Checklist, bench: Bench, block: OpenBlock, input?: string): Promise<void> {
  let first: MadeFile[] = [];
  const ran = await list.add('runs without network, as an ordinary user, on a read-only disk', async () => {
    const trial = await tryFiles(bench, block, input);
    first = trial.files;
    return `${trial.filesIn} files in, ${first.length} out`;
  });
  if (!ran) return;
  await list.add('same input, same bytes', async () => compareFiles(first, (await tryFiles(bench, block, input)).files));
}

/** Holds the files of a second run against those of the first. */
export function compareFiles(first: readonly MadeFile[], second: readonly MadeFile[]): Finding {
  const digests = new Map(second.map(({ name, sha256 }) => [name, sha256]));
  const others = first.filter(({ name, sha256 }) => digests.get(name) !== sha256).map(({ name }) => name);
  const more = second.filter(({ name }) => !first.some((file) => file.name === name)).map(({ name }) => name);
  const wrong = [...others, ...more];
  if (wrong.length === 0) return `${first.length} files are equal in two runs`;
  const some = wrong.slice(0, 3).join(', ') + (wrong.length > 3 ? `, and ${wrong.length - 3} more` : '');
  const fix = 'take random numbers from a fixed seed, and write no clock, host name or order of a folder';
  return { problem: `differ in two runs: ${some}`, fix };
}
