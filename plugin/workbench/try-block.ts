import { ImpulseError } from '../errors';
import type { StepContext } from '../steps/step';
import type { WindowChoice } from './choose-windows';
import type { Bench } from './open-bench';
import type { OpenBlock } from './open-block';
import type { Trial } from './trial';
import { tryDeploy } from './try-deploy';
import { tryFiles } from './try-files';
import { tryTraining } from './try-training';
import { tryWindows } from './try-windows';

/** One sample through a block, by its contract. @param keep absolute folder that receives the files which the block leaves. */
export async function tryBlock(
  bench: Bench, block: OpenBlock, choice: WindowChoice, say: StepContext['progress'], keep?: string,
): Promise<Trial> {
  checkAlone(block);
  const { kind } = block.definition;
  if (kind === 'dsp') return tryWindows(bench, block, choice);
  if (kind === 'learn') return (await tryTraining(bench, block, choice.input, keep)).trial;
  if (kind === 'deploy') return tryDeploy(bench, block, say, choice.impulse, keep);
  return tryFiles(bench, block, choice.input, keep);
}

/** @throws IMP_BLOCK_NOT_ALONE for a block that is code of an impulse rather than a program */
export function checkAlone({ path, definition: { kind }, use: { container } }: OpenBlock): void {
  const isAlone = kind === 'dsp' || (container !== undefined && ['transform', 'label', 'synthetic', 'learn', 'deploy'].includes(kind));
  const what = `${path}, a ${kind} block${container ? '' : ' without a container'},`;
  if (!isAlone) throw new ImpulseError('IMP_BLOCK_NOT_ALONE', { what });
}
