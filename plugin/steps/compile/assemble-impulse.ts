import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ValueType } from '../../../schemas/value-types';
import type { CompileOptions } from '../../compiler/compile-model';
import { LEVELS, type DspSpec, type ImpulseSpec, type LearnSpec, type PostprocessSpec } from '../../compiler/emit/impulse-spec';
import { openDataset } from '../../data/open-dataset';
import { windowSteps } from '../../data/slice-windows';
import { ImpulseError } from '../../errors';
import type { BlockUse, InputSection, LearnUse } from '../../manifest/manifest';
import { loadBlock, readBlockSources } from '../../native';
import { readJson } from '../read-json';
import type { StepContext } from '../step';
import { assembleLearn } from './assemble-learn';
import { collectSources } from './collect-sources';
import type { KernelGoal } from './model-limits';

/** The parameters of the steps that build the whole impulse. */
export interface ImpulseParams {
  name: string;
  input: InputSection;
  dsp: Omit<BlockUse, 'folder'>[];
  learn: Omit<LearnUse, 'folder'>[];
  postprocess?: Omit<BlockUse, 'folder'>;
}

/** In which of its two forms a model computes. */
export type NumberFormat = 'int8' | 'float32';

/** int8 always; float32 where every model has that form: a model that the user brings may be int8 only. */
export function formatsOf({ params, inputs }: Pick<StepContext, 'params' | 'inputs'>): NumberFormat[] {
  const trained = (params as ImpulseParams).learn.map(({ name }) => inputs[`train:${name}`]);
  const isFloat = trained.every((folder) => existsSync(join(folder, 'model.float32.tflite')) || existsSync(join(folder, 'plan.json')));
  return isFloat ? ['int8', 'float32'] : ['int8'];
}

/** Gathers an impulse from the artefacts of its blocks: what `emitImpulse` turns into C++. */
export async function assembleImpulse(
  { params, inputs, folders }: Pick<StepContext, 'params' | 'inputs' | 'folders'>,
  format: NumberFormat,
  arch: CompileOptions['arch'],
  goal: KernelGoal = {},
): Promise<ImpulseSpec> {
  const { name, input, dsp: uses, learn: learnUses, postprocess: use } = params as ImpulseParams;
  const dsp = uses.map((one) => assembleDsp(one, folders[`dsp:${one.name}`], input, inputs[`features:${one.name}`]));
  const names = learnUses.map((one) => one.name);
  const parts = { impulse: name, dsp, inputs, format, arch, goal, names, mayStream: input.streaming !== false };
  const learn = learnUses.map((one) => assembleLearn({ ...parts, use: one, folder: scorerFolder(one, folders) }));
  const postprocess = use && (await assemblePostprocess(use, folders.postprocess, input, learn));
  const blocks = [
    ...uses.flatMap((one) => (one.container ? [] : [folders[`dsp:${one.name}`]])),
    ...learn.flatMap((one) => ('plan' in one ? [scorerFolder(one, folders)] : [])),
    ...(use ? [folders.postprocess] : []),
  ];
  return {
    name,
    input: {
      frequencyHz: input.frequencyHz,
      windowLength: windowSteps(input),
      strideLength: Math.max(1, Math.round((input.strideMs * input.frequencyHz) / 1000)),
      axes: input.axes,
      ...(input.image ? { image: input.image } : {}),
      dtype: datasetDtype(inputs.dataset),
    },
    dsp,
    learn,
    ...(postprocess ? { postprocess } : {}),
    sources: collectSources(
      learn.flatMap((one) => ('model' in one ? one.model.sdkFiles : [])),
      blocks,
    ),
  };
}

/** What scores with a learn block's plan: the block itself, or the role `scorer:<name>` where a container left the plan of one of ours. */
function scorerFolder({ name }: { name: string }, folders: Record<string, string>): string {
  return folders[`scorer:${name}`] ?? folders[`learn:${name}`];
}

function assembleDsp(use: Omit<BlockUse, 'folder'>, folder: string, input: InputSection, features: string): DspSpec {
  const plan = readJson<DspSpec['plan']>(features, 'plan.json');
  const columns = use.axes?.map((axis) => input.axes.indexOf(axis));
  const seesAll = columns === undefined || columns.join() === input.axes.map((_, i) => i).join();
  const seen = seesAll ? {} : { columns };
  if (use.container) return { name: use.name, block: basename(use.block), plan, ...seen, supplied: true };
  const { id, levels } = readBlockSources(folder);
  const floats = plan.floats.length;
  if (levels && floats < LEVELS) throw new ImpulseError('IMP_BLOCK_LEVELS', { block: id, floats, levels: LEVELS });
  return { name: use.name, block: id, plan, ...seen, ...(levels ? { levels } : {}) };
}

/** All recordings of a dataset are of one kind, because a device has one sensor. */
function datasetDtype(folder: string): ValueType {
  const { samples } = openDataset(folder);
  const other = samples.find(({ dtype }) => dtype !== samples[0].dtype);
  if (other) throw new ImpulseError('IMP_DATASET_MIXED', { file: other.file, dtype: other.dtype, first: samples[0].file });
  return samples[0].dtype;
}

/** Post-processing smooths the scores of the first classifier; its configure sees the stream of windows. */
async function assemblePostprocess(
  use: Omit<BlockUse, 'folder'>,
  folder: string,
  input: InputSection,
  learn: readonly LearnSpec[],
): Promise<PostprocessSpec> {
  const classifier = learn.find(({ result }) => result === 'classes');
  if (!classifier) throw new ImpulseError('IMP_POSTPROCESS_NO_CLASSES', { block: use.block });
  const block = await loadBlock(folder);
  const stream = { frequencyHz: 1000 / input.strideMs, length: classifier.labels.length, axes: 1, stride: 1 };
  const plan = block.configure({ ...use.params, labels: classifier.labels }, stream);
  return { block: readBlockSources(folder).id, plan, learn: classifier.name };
}
