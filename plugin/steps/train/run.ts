import { loadLearnBlock } from '../../learn/learn-block';
import type { RunStep } from '../step';
import { fitPlan } from './fit-plan';
import { provideModel } from './provide-model';
import { trainInContainer } from './train-in-container';
import { trainNetwork } from './train-network';

/**
 * A model (`model.float32.tflite`, or `model.int8.tflite` from outside) or a plan (`plan.json`), with `labels.json`, `task.json` and
 * `history.json`.
 */
export const run: RunStep = async (context) => {
  if (context.params.learn.container) return trainInContainer(context);
  const block = await loadLearnBlock(context.folders.block);
  if ('fit' in block) return fitPlan(context, block);
  if ('provide' in block) return provideModel(context, block);
  return trainNetwork(context, block);
};
