import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createFeatureMatrix, openFeatureMatrix } from '../data/feature-matrix';
import { type FeatureWindow, writeFeatureWindows } from '../data/feature-windows';
import { ImpulseError } from '../errors';

/** What learn blocks of Edge Impulse are given: its "test" is what a training may look at, our validation side. */
const SIDES = { train: 'train', validation: 'test' } as const;

/**
 * Writes artefacts of the steps `features` and `split` from `X_split_<side>.npy` and `Y_split_<side>.npy`, float32 `[rows, ...]`.
 *
 * @param folder of the artefacts. @returns what the data are, in words. @throws IMP_BLOCK_INPUT, IMP_FEATURES_FORMAT
 */
export function readTraining(input: string, folder: string, task: 'classes' | 'value'): string {
  const windows: FeatureWindow[] = [];
  const split: Record<string, string> = {};
  const parts = Object.entries(SIDES).map(([side, name]) => {
    const [features, targets] = ['X', 'Y'].map((letter) => readRows(input, `${letter}_split_${name}.npy`));
    for (let row = 0; row < targets!.rows; row++) {
      const target = targets!.values.subarray(row * targets!.columns, (row + 1) * targets!.columns);
      const id = `${side}-${row}`;
      split[id] = side;
      windows.push({ sample: windows.length, start: 0, length: 1, id, label: task === 'value' ? String(target[0]) : nameClass(target) });
    }
    return features!;
  });
  const { columns } = parts[0]!;
  const matrix = createFeatureMatrix(join(folder, 'features.npy'), columns);
  for (const { values } of parts) matrix.append(values);
  matrix.close();
  writeFeatureWindows(folder, windows);
  writeFileSync(join(folder, 'plan.json'), `${JSON.stringify({ shape: [columns] })}\n`);
  writeFileSync(join(folder, 'split.json'), `${JSON.stringify(split)}\n`);
  return `${windows.length} windows of ${columns} features in ${input}`;
}

function readRows(input: string, name: string): { rows: number; columns: number; values: Float32Array } {
  const path = join(resolve(input), name);
  if (!existsSync(path)) throw new ImpulseError('IMP_BLOCK_INPUT', { input: join(input, name) });
  const { rows, columns, readAll, close } = openFeatureMatrix(path);
  const values = readAll();
  close();
  return { rows, columns, values };
}

/** Classes by their column, so that they sort as they stand. */
function nameClass(target: Float32Array): string {
  return `class ${String(target.indexOf(Math.max(...target))).padStart(3, '0')}`;
}
