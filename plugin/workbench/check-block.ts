import type { StepContext } from '../steps/step';
import { checkDefinition } from './check-definition';
import { checkFiles } from './check-files';
import { checkTraining } from './check-training';
import { checkWindows } from './check-windows';
import { Checklist } from './checklist';
import type { WindowChoice } from './choose-windows';
import type { Bench } from './open-bench';
import { type OpenBlock, openBlock } from './open-block';
import { checkAlone } from './try-block';

/** Holds a block against the contract that it says it keeps. */
export async function checkBlock(
  bench: Bench, path: string, settings: readonly string[], choice: WindowChoice, say: StepContext['progress'],
): Promise<Checklist> {
  const list = new Checklist();
  let block: OpenBlock | undefined;
  const opened = await list.add('its description and parameters can be read', () => {
    block = openBlock(path, settings);
    return `${block.definition.kind} block "${block.definition.title}"`;
  });
  if (!opened) return list;
  checkAlone(block!);
  if (!(await checkDefinition(list, block!, say))) return list;
  const { kind } = block!.definition;
  if (kind === 'dsp') await checkWindows(list, bench, block!, choice);
  else if (kind === 'learn') await checkTraining(list, bench, block!);
  else await checkFiles(list, bench, block!, choice.input);
  return list;
}
