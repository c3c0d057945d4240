import type { StepContext } from '../steps/step';
import { compareFiles } from './check-files';
import type { Checklist } from './checklist';
import type { Bench } from './open-bench';
import type { OpenBlock } from './open-block';
import type { MadeFile } from './trial';
import { tryDeploy } from './try-deploy';

/** Checks a block that packs a compiled impulse. Nothing reads what it leaves: archives that differ are used all the same. */
export async function checkDeploy(
  list: Checklist, bench: Bench, block: OpenBlock, say: StepContext['progress'], impulse?: string,
): Promise<void> {
  let first: MadeFile[] = [];
  const ran = await list.add('packs an impulse without network, as an ordinary user, on a read-only disk', async () => {
    first = (await tryDeploy(bench, block, say, impulse)).files;
    return `${first[0]!.name}, ${first.length - 1} files in it`;
  });
  if (!ran) return;
  await list.add('same impulse, same bytes', async () => {
    const finding = compareFiles(first, (await tryDeploy(bench, block, say, impulse)).files);
    return typeof finding === 'string' ? finding : { ...finding, isWarning: true };
  });
}
