import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFeatureMatrix } from '../../data/feature-matrix';
import { writeFeatureWindows } from '../../data/feature-windows';
import { openDataset } from '../../data/open-dataset';
import { sliceWindows } from '../../data/slice-windows';
import { loadBlock } from '../../native';
import type { RunStep } from '../step';
import { blockInput } from './block-input';
import { extractRecordings } from './extract-recordings';

/** Writes `features.npy` `[windows, features]`, `windows.json` (what each row is) and `plan.json` (what the device computes with). */
export const run: RunStep = async ({ params, inputs, folders, output, progress }) => {
  const { input, dsp } = params;
  const dataset = openDataset(inputs.dataset);
  const windows = sliceWindows(dataset, input);
  const block = await loadBlock(folders.block);
  const axes: string[] = dsp.axes ?? input.axes;
  const shown = blockInput(input, axes);
  const plan = block.configure(dsp.params, shown);
  const columns = plan.shape.reduce((product, extent) => product * extent, 1);
  const matrix = createFeatureMatrix(join(output, 'features.npy'), columns);
  try {
    await extractRecordings({ dataset, windows, block, plan, axes, input, append: (rows) => matrix.append(rows), progress });
  } finally {
    matrix.close();
  }
  writeFeatureWindows(output, windows.map((window) => ({ ...window, id: dataset.samples[window.sample].id })));
  writeFileSync(join(output, 'plan.json'), `${JSON.stringify(plan)}\n`);
  return {
    windows: windows.length,
    paddedWindows: windows.filter(({ length }) => length < shown.length).length,
    features: columns,
    shape: plan.shape,
    scratchBytes: plan.scratchBytes,
    stateBytes: plan.stateBytes,
    tableBytes: 4 * (plan.ints.length + plan.floats.length),
  };
};
