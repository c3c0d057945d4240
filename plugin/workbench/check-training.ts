import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileModel } from '../compiler/compile-model';
import { formatBytes } from '../steps/report/format-figures';
import { compareFiles } from './check-files';
import type { Checklist } from './checklist';
import type { Bench } from './open-bench';
import type { OpenBlock } from './open-block';
import { type OpenTrial, tryTraining } from './try-training';

const MODELS = ['model.int8.tflite', 'model.float32.tflite'];

/** Checks a learn block. */
export async function checkTraining(list: Checklist, bench: Bench, block: OpenBlock, input?: string): Promise<void> {
  let first: OpenTrial | undefined;
  const ran = await list.add('learns, and leaves a model that we can read', async () => {
    first = await tryTraining(bench, block, input);
    const models = first.trial.files.filter(({ name }) => MODELS.includes(name) || name === 'plan.json');
    return models.map(({ name, bytes }) => `${name} ${formatBytes(bytes)}`).join(', ');
  });
  if (!ran) return;
  await list.add('the model compiles', () => compile(first!.folder));
  await list.add('same seed, same bytes', async () => {
    const finding = compareFiles(first!.trial.files, (await tryTraining(bench, block, input)).trial.files);
    return typeof finding === 'string' ? finding : { ...finding, isWarning: true };
  });
}

function compile(folder: string): string {
  const model = MODELS.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (model === undefined) return 'a plan, which C++ of ours scores by';
  const { arenaBytes, constantBytes } = compileModel(readFileSync(model), { name: 'model', arch: 'portable' });
  return `arena ${formatBytes(arenaBytes)}, constants ${formatBytes(constantBytes)}`;
}
