import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFeatureMatrix } from '../../data/feature-matrix';
import { takeRows, type FeatureSet } from '../../learn/read-features';
import type { Targets } from '../../learn/targets';

/** What Edge Impulse calls the sides: "test" is what a training may look at to stop early, never what figures come from. */
const SIDES = { train: 'train', validation: 'test' } as const;

/**
 * The windows as the learn blocks of Edge Impulse read them: `X_split_<side>.npy` float32 `[windows, features]`, `Y_split_<side>.npy`
 * float32 `[windows, classes]` (one-hot; a value: `[windows, 1]`), `sample_id_details.json` and `train_input.json`.
 */
export function writeTrainingData(
  folder: string, set: FeatureSet, targets: Targets, rows: Record<keyof typeof SIDES, Uint32Array>, task: 'classes' | 'value',
): void {
  const details = Object.entries(SIDES).map(([side, name]) => {
    const chosen = rows[side as keyof typeof SIDES];
    writeMatrix(join(folder, `X_split_${name}.npy`), takeRows(set.features, set.width, chosen), set.width);
    writeMatrix(join(folder, `Y_split_${name}.npy`), writtenTargets(targets, chosen), targets.labels.length);
    return [name, [...chosen].map((row) => ({ id: set.windows[row]!.id, startMs: set.windows[row]!.start }))] as const;
  });
  writeJson(join(folder, 'sample_id_details.json'), Object.fromEntries(details));
  writeJson(join(folder, 'train_input.json'), describeTraining(set, targets, task));
}

/** A value is learned as it is meant, not as our own trainings scale it. */
function writtenTargets({ values, labels, unit, zero }: Targets, rows: Uint32Array): Float32Array {
  return takeRows(values, labels.length, rows).map((value) => value * unit + zero);
}

/** `train_input.json`: what the blocks may ask about the data. */
function describeTraining({ shape, width }: FeatureSet, { labels }: Targets, task: 'classes' | 'value'): Record<string, unknown> {
  return {
    classes: labels,
    mode: task === 'classes' ? 'classification' : 'regression',
    inputShapeString: `(${width},)`,
    featureShape: shape,
    yType: 'npy',
    trainTestSplit: 0.2,
    stratifiedTrainTest: false,
    customValidationSplit: true,
    convertInt8: false,
    profileInt8: false,
    skipEmbeddingsAndMemory: true,
    skipMemoryProfiling: true,
    printHWInfo: false,
    flattenDataset: false,
    akidaModel: false,
    tensorboardLogging: false,
    isEnterpriseProject: false,
    maxTrainingTimeSeconds: 0,
    remainingGpuComputeTimeSeconds: 0,
  };
}

function writeMatrix(path: string, values: Float32Array, columns: number): void {
  const matrix = createFeatureMatrix(path, columns);
  matrix.append(values);
  matrix.close();
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value)}\n`);
}
