import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createFeatureMatrix } from '../plugin/data/feature-matrix';
import { readFeatures, rowsOf, takeRows } from '../plugin/learn/read-features';
import { sortedLabels } from '../plugin/learn/targets';
import { readManifest } from '../plugin/manifest/read-manifest';
import { runImpulse } from '../plugin/runners/run-impulse';
import { representativeWindows } from '../plugin/learn/quantize/representative-windows';
import { ACCURACY_TASKS } from './accuracy-tasks';
import { unpackShared } from './shared-data';
import { makeFolder } from './temp-folder';

/** Real features, as Edge Impulse's machine-learning blocks find them. */
export interface LearnData {
  /** `X_split_train.npy`, one row a window, `Y_split_train.npy`, one-hot, and the same of the test side. */
  folder: string;
  /** Of a window's features, as the DSP block gives them. */
  shape: number[];
  classes: number;
  /** Of the train side, for scales. */
  representative: Float32Array[];
  /** The test side. */
  windows: Float32Array[];
  /** Class of each. */
  expected: number[];
}

/** Of the first run of a task of `accuracy-tasks.ts`. */
export async function writeLearnData(taskName: string): Promise<LearnData> {
  const task = ACCURACY_TASKS.find(({ name }) => name === taskName)!;
  const [{ manifest }] = task.runs(unpackShared(task.dataset));
  const folder = makeFolder({ 'impulse.yaml': manifest });
  const outcomes = await runImpulse(folder, { steps: ['features', 'split'] });
  const artefact = (id: string): string => outcomes.get(id)!.folder;
  const { input } = readManifest(folder).learn.find(({ name }) => name === task.learn)!;
  const set = readFeatures(input.map((name) => artefact(`features--${name}`)));
  const labels = sortedLabels(set.windows);
  const classOf = (row: number): number => labels.indexOf(set.windows[row].label as string);
  const data = join(folder, 'data');
  mkdirSync(data);
  for (const side of ['train', 'test'] as const) {
    const rows = rowsOf(side, set, artefact('split'));
    writeMatrix(join(data, `X_split_${side}.npy`), set.width, takeRows(set.features, set.width, rows));
    const hot = Array.from(rows, (row) => labels.map((_, index) => (index === classOf(row) ? 1 : 0)));
    writeMatrix(join(data, `Y_split_${side}.npy`), labels.length, Float32Array.from(hot.flat()));
  }
  const test = rowsOf('test', set, artefact('split'));
  return {
    folder: data,
    shape: set.shape,
    classes: labels.length,
    representative: representativeWindows(set, rowsOf('train', set, artefact('split'))),
    windows: Array.from(test, (row) => set.features.slice(row * set.width, (row + 1) * set.width)),
    expected: Array.from(test, classOf),
  };
}

function writeMatrix(file: string, columns: number, values: Float32Array): void {
  const matrix = createFeatureMatrix(file, columns);
  matrix.append(values);
  matrix.close();
}
