import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ImpulseParams } from '../compile/assemble-impulse';
import type { StepContext } from '../step';

/** Files of a learn block's artefacts that others can use: a network has models, other blocks a plan. */
const FILES = [
  ['train', 'model.float32.tflite'],
  ['quantize', 'model.int8.tflite'],
  ['train', 'plan.json'],
  ['train', 'labels.json'],
  ['train', 'task.json'],
] as const;

/** Copies what each learn block learned into a folder of its name. */
export function copyModels({ params, inputs }: Pick<StepContext, 'params' | 'inputs'>, folder: string): void {
  for (const { name } of (params.impulse as ImpulseParams).learn) {
    mkdirSync(join(folder, name), { recursive: true });
    for (const [step, file] of FILES) {
      const from = join(inputs[`${step}:${name}`]!, file);
      if (existsSync(from)) copyFileSync(from, join(folder, name, file));
    }
  }
}
