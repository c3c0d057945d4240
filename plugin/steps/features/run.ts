import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Window } from '../../data/dataset';
import { createFeatureMatrix } from '../../data/feature-matrix';
import { writeFeatureWindows } from '../../data/feature-windows';
import { type OpenDataset, openDataset } from '../../data/open-dataset';
import { sliceWindows, windowSteps } from '../../data/slice-windows';
import { type Block, type BlockInput, type BlockPlan, loadBlock } from '../../native';
import type { RunStep, StepContext } from '../step';
import { blockInput } from './block-input';
import { extractByProgram } from './extract-by-program';
import { extractByServer } from './extract-by-server';
import { extractRecordings } from './extract-recordings';
import { extractShards } from './extract-shards';

/** Writes `features.npy` `[windows, features]`, `windows.json` (what each row is) and `plan.json` (what the device computes with). */
export const run: RunStep = async (context) => {
  const { params: { input, dsp }, inputs, output } = context;
  const dataset = openDataset(inputs.dataset);
  const windows = sliceWindows(dataset, input);
  const plan = await (dsp.container ? extractInContainer : extractNatively)(context, dataset, windows);
  writeFeatureWindows(output, windows.map((window) => ({ ...window, id: dataset.samples[window.sample].id })));
  writeFileSync(join(output, 'plan.json'), `${JSON.stringify(plan)}\n`);
  return {
    windows: windows.length,
    paddedWindows: windows.filter(({ length }) => length < windowSteps(input)).length,
    features: countOf(plan.shape),
    shape: plan.shape,
    scratchBytes: plan.scratchBytes,
    stateBytes: plan.stateBytes,
    tableBytes: 4 * (plan.ints.length + plan.floats.length),
  };
};

async function extractNatively(context: StepContext, dataset: OpenDataset, windows: Window[]): Promise<BlockPlan> {
  const { params: { input, dsp }, folders, output, progress } = context;
  const block = await loadBlock(folders.block);
  const axes: string[] = dsp.axes ?? input.axes;
  const plan = configureStream(block, dsp.params, blockInput(input, axes));
  const columns = countOf(plan.shape);
  const matrix = createFeatureMatrix(join(output, 'features.npy'), columns);
  try {
    await extractShards({
      ...{ dataset, windows, columns, progress, append: matrix.append },
      ingredients: [block.digest, JSON.stringify([dsp.params, blockInput(input, axes), axes, plan])],
      extract: (some, append, report) => extractRecordings({ dataset, windows: some, block, plan, axes, input, append, progress: report }),
    });
  } finally {
    matrix.close();
  }
  return plan;
}

/** The plan of a window and, where rows of it are kept from window to window of a stream, that of what is new. */
function configureStream(block: Block, params: Record<string, unknown>, input: BlockInput): BlockPlan {
  const plan = block.configure(params, input);
  return plan.hopLength ? { ...plan, hop: block.configure(params, { ...input, length: plan.hopLength }) } : plan;
}

/** Nothing is known of such a block but what comes out: its plan has no tables. */
async function extractInContainer(context: StepContext, dataset: OpenDataset, windows: Window[]): Promise<BlockPlan> {
  const { params: { input, dsp }, output } = context;
  const { frequencyHz, strideMs } = input;
  const request = { dataset, windows, length: windowSteps(input), axes: dsp.axes ?? input.axes, frequencyHz, strideMs, params: dsp.params };
  const create = (columns: number) => createFeatureMatrix(join(output, 'features.npy'), columns);
  const isServer = dsp.container.contract === 'edge-impulse';
  const shape = isServer ? await extractByServer(context, request, create) : await extractByProgram(context, request);
  return { shape, ints: [], floats: [], scratchBytes: 0, stateBytes: 0 };
}

function countOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
