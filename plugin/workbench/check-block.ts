import type { StepContext } from '../steps/step';
import { checkDefinition } from './check-definition';
import { checkDeploy } from './check-deploy';
import { checkFiles } from './check-files';
import { checkTraining } from './check-training';
import { checkWindows } from './check-windows';
import { Checklist } from './checklist';
import type { WindowChoice } from './choose-windows';
import type { Bench } from './open-bench';
import type { OpenBlock } from './open-block';
import { checkAlone } from './try-block';

/** Holds a block against the contract that it says it keeps. @param open reads it, and says what it is shown. */
export async function checkBlock(
  bench: Bench, open: () => Promise<{ block: OpenBlock; choice: WindowChoice }>, say: StepContext['progress'],
): Promise<Checklist> {
  const list = new Checklist();
  let opened: Awaited<ReturnType<typeof open>> | undefined;
  const isReadable = await list.add('its description and parameters can be read', async () => {
    opened = await open();
    const { kind, title } = opened.block.definition;
    return `${kind} block "${title}"`;
  });
  if (!isReadable) return list;
  const { block, choice } = opened!;
  checkAlone(block);
  if (!(await checkDefinition(list, block, say))) return list;
  const { kind } = block.definition;
  if (kind === 'dsp') await checkWindows(list, bench, block, choice);
  else if (kind === 'learn') await checkTraining(list, bench, block, choice.input);
  else if (kind === 'deploy') await checkDeploy(list, bench, block, say, choice.impulse);
  else await checkFiles(list, bench, block, choice.input);
  return list;
}
