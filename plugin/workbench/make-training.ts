import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFeatureMatrix } from '../data/feature-matrix';
import { writeFeatureWindows } from '../data/feature-windows';
import { createRandom } from '../data/synthetic/seeded-random';

const FEATURES = 8;
const CLASSES = ['one', 'three', 'two'];
const WINDOWS = 120;

/**
 * Writes artefacts of the steps `features` and `split` that every block can learn from: three classes, each around its own centre, or a
 * value that two of the features give; every fourth window validates.
 *
 * @returns what the data are, in words.
 */
export function makeTraining(folder: string, task: 'classes' | 'value'): string {
  const random = createRandom('training');
  const matrix = createFeatureMatrix(join(folder, 'features.npy'), FEATURES);
  const windows = Array.from({ length: WINDOWS }, (_, row) => {
    const kind = row % CLASSES.length;
    const features = Float32Array.from({ length: FEATURES }, (_, at) => (at % CLASSES.length === kind ? 1 : 0) + 0.1 * random.normal());
    matrix.append(features);
    const label = task === 'classes' ? CLASSES[kind]! : String(features[0]! - features[1]!);
    return { sample: row, start: 0, length: 1, label, id: `window-${row}` };
  });
  matrix.close();
  writeFeatureWindows(folder, windows);
  writeJson(join(folder, 'plan.json'), { shape: [FEATURES] });
  writeJson(join(folder, 'split.json'), Object.fromEntries(windows.map(({ id }, row) => [id, row % 4 === 3 ? 'validation' : 'train'])));
  return `${WINDOWS} made-up windows of ${FEATURES} features`;
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value)}\n`);
}
