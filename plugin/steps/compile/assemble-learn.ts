import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileModel, type CompiledModel, type CompileOptions, type TensorInfo } from '../../compiler/compile-model';
import { memorySymbol, modelName } from '../../compiler/emit/emit-impulse';
import { featureCount, type DspSpec, type LearnSpec, type PlanSpec } from '../../compiler/emit/impulse-spec';
import { ImpulseError } from '../../errors';
import type { LearnUse } from '../../manifest/manifest';
import { readBlockSources } from '../../native';
import type { NumberFormat } from './assemble-impulse';

export interface LearnParts {
  impulse: string;
  use: Omit<LearnUse, 'folder'>;
  /** Of the block. */
  folder: string;
  dsp: readonly DspSpec[];
  /** Role -> artefact. */
  inputs: Record<string, string>;
  format: NumberFormat;
  arch: CompileOptions['arch'];
}

/** A trained learn block as a part of the impulse: a compiled model, or a plan that its C++ scores with. */
export function assembleLearn({ impulse, use, folder, dsp, inputs, format, arch }: LearnParts): LearnSpec {
  const trained = inputs[`train:${use.name}`];
  const part = { name: use.name, block: use.block, input: use.input };
  const planFile = join(trained, 'plan.json');
  if (existsSync(planFile)) {
    return { ...part, block: readBlockSources(folder).id, result: 'anomaly', labels: [], plan: readJson(planFile) as PlanSpec };
  }

  const labels = readJson(join(trained, 'labels.json')) as string[];
  const file = format === 'int8' ? join(inputs[`quantize:${use.name}`], 'model.int8.tflite') : join(trained, 'model.float32.tflite');
  const model = compileModel(readFileSync(file), { name: modelName(impulse, use.name), arch, arenaSymbol: memorySymbol(impulse) });
  checkModel(use, dsp, labels, model);
  return { ...part, result: readTask(trained), labels, model };
}

function readTask(trained: string): 'classes' | 'value' {
  const file = join(trained, 'task.json');
  return existsSync(file) ? (readJson(file) as 'classes' | 'value') : 'classes';
}

function checkModel(use: Omit<LearnUse, 'folder'>, dsp: readonly DspSpec[], labels: readonly string[], model: CompiledModel): void {
  const features = use.input.reduce((sum, name) => sum + featureCount((dsp.find((one) => one.name === name) as DspSpec).plan), 0);
  const [input, output] = [model.inputs[0], model.outputs[0]];
  const details = { learn: use.name, input: countElements(input), features, output: countElements(output), labels: labels.length };
  if (model.inputs.length !== 1 || details.input !== features) throw new ImpulseError('IMP_MODEL_INPUT_MISMATCH', details);
  if (details.output !== labels.length) throw new ImpulseError('IMP_MODEL_OUTPUT_MISMATCH', details);
  for (const { name, dtype } of [input, output]) {
    if (!['int8', 'uint8', 'float32'].includes(dtype)) throw new ImpulseError('IMP_MODEL_DTYPE', { learn: use.name, tensor: name, dtype });
  }
}

function countElements({ shape }: TensorInfo): number {
  return shape.reduce((product, size) => product * size, 1);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
