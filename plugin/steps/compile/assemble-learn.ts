import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compileModel, type CompileOptions } from '../../compiler/compile-model';
import { memorySymbol, modelName, streamMemorySymbol } from '../../compiler/emit/emit-impulse';
import { featureCount, type DspSpec, type LearnSpec, type PlanSpec } from '../../compiler/emit/impulse-spec';
import type { LearnUse } from '../../manifest/manifest';
import { readBlockSources } from '../../native';
import { readJson } from '../read-json';
import type { NumberFormat } from './assemble-impulse';
import { checkModel } from './check-model';
import { limitModel, type KernelGoal } from './model-limits';

/** What one learn block of the compiled impulse is made of. */
export interface LearnParts {
  impulse: string;
  use: Omit<LearnUse, 'folder'>;
  /** Of the block, or of the one that scores with its plan. */
  folder: string;
  dsp: readonly DspSpec[];
  /** Role -> artefact. */
  inputs: Record<string, string>;
  format: NumberFormat;
  arch: CompileOptions['arch'];
  goal: KernelGoal;
  /** Names of all learn blocks, this one among them. */
  names: readonly string[];
  /** Whether the model may be fed hop by hop. */
  mayStream: boolean;
}

/** A trained learn block as a part of the impulse: a compiled model, or a plan that its C++ scores with. */
export function assembleLearn(parts: LearnParts): LearnSpec {
  const { impulse, use, folder, dsp, inputs, arch, goal } = parts;
  const trained = inputs[`train:${use.name}`];
  const part = { name: use.name, block: use.block, input: use.input };
  const labels = readJson<string[]>(trained, 'labels.json');
  if (existsSync(join(trained, 'plan.json'))) {
    const plan = readJson<PlanSpec>(trained, 'plan.json');
    const result = readJson<LearnSpec['result']>(trained, 'task.json');
    return { ...part, block: readBlockSources(folder).id, result, labels, plan };
  }

  const file = readFileSync(modelFile(parts, use.name));
  const limits = goal.limits && limitModel(goal.limits, countOtherBytes(parts));
  const names = { name: modelName(impulse, use.name), arenaSymbol: memorySymbol(impulse) };
  const model = compileModel(file, { ...names, arch, optimize: goal.optimize, limits, streaming: findStreaming(parts) });
  checkModel({ learn: use.name, features: countFeatures(use, dsp), labels, model });
  return { ...part, result: readTask(trained), labels, model };
}

/** Where rows of the only DSP block's features are kept from window to window, and models are all that reads them, models may slide. */
function findStreaming({ impulse, dsp, inputs, names, mayStream }: LearnParts): CompileOptions['streaming'] {
  const [{ plan }] = dsp;
  const isScored = names.some((name) => existsSync(join(inputs[`train:${name}`], 'plan.json')));
  if (!mayStream || !plan.hop || dsp.length > 1 || isScored) return undefined;
  return { columns: plan.shape[0], hop: plan.hop.shape[0], arenaSymbol: streamMemorySymbol(impulse), where: 'it pays' };
}

function modelFile({ inputs, format }: LearnParts, name: string): string {
  return format === 'int8' ? join(inputs[`quantize:${name}`], 'model.int8.tflite') : join(inputs[`train:${name}`], 'model.float32.tflite');
}

/** Tables of the DSP blocks, and the files of the other models: nearly their constants. */
function countOtherBytes(parts: LearnParts): number {
  const tables = parts.dsp.reduce((sum, { plan }) => sum + 4 * (plan.ints.length + plan.floats.length), 0);
  const others = parts.names.filter((name) => name !== parts.use.name);
  return others.reduce((sum, name) => sum + (statSync(modelFile(parts, name), { throwIfNoEntry: false })?.size ?? 0), tables);
}

function readTask(trained: string): 'classes' | 'value' {
  return existsSync(join(trained, 'task.json')) ? readJson(trained, 'task.json') : 'classes';
}

function countFeatures({ input }: LearnParts['use'], dsp: readonly DspSpec[]): number {
  return input.reduce((sum, name) => sum + featureCount((dsp.find((one) => one.name === name) as DspSpec).plan), 0);
}
