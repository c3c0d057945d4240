import { openDataset } from '../../data/open-dataset';
import { windowSteps } from '../../data/slice-windows';
import { altersRecordings } from '../../learn/augment/augmentation';
import { extractCopies, type FeatureSource } from '../../learn/augment/extract-copies';
import type { FeatureSet } from '../../learn/read-features';
import { trainingSeed } from '../../learn/train-block';
import { loadBlock, type BlockPlan } from '../../native';
import { readJson } from '../read-json';
import type { StepContext } from '../step';

/** Features of altered copies of the train windows, or none where the learn block does not ask for them. */
export async function augmentWindows(
  { params, inputs, folders, pins, progress }: StepContext,
  set: FeatureSet,
  rows: Uint32Array,
): Promise<Float32Array[]> {
  const { learn, input, dsp } = params;
  const augmentation = learn.params.augment;
  if (!altersRecordings(augmentation)) return [];
  const sources = await Promise.all(
    learn.input.map(async (name: string): Promise<FeatureSource> => ({
      block: await loadBlock(folders[`dsp:${name}`]),
      plan: readJson<BlockPlan>(inputs[`features:${name}`], 'plan.json'),
      axes: dsp.find((use: { name: string }) => use.name === name).axes ?? input.axes,
    })),
  );
  return extractCopies({
    dataset: openDataset(inputs.dataset),
    windows: Array.from(rows, (row) => set.windows[row]),
    windowLength: windowSteps(input),
    image: input.image,
    sources,
    augmentation,
    seed: trainingSeed(pins, learn.params),
    progress: (done) => progress('altered copies of the train windows', done / 10),
  });
}
