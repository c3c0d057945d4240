import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fit as fitClusters } from '../../blocks/learn/kmeans-anomaly';
import { compileModel } from '../../plugin/compiler/compile-model';
import { memorySymbol, modelName } from '../../plugin/compiler/emit/emit-impulse';
import { featureCount, type DspSpec, type ImpulseSpec, type LearnSpec } from '../../plugin/compiler/emit/impulse-spec';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { loadBlock } from '../../plugin/native';
import { assetRoot } from '../../plugin/paths';
import { collectSources } from '../../plugin/steps/compile/collect-sources';
import { describeInterface, describeVariant } from '../../plugin/steps/compile/compile-facts';
import { writeImpulse } from '../../plugin/steps/compile/write-impulse';
import { blockDefaults } from '../block-defaults';
import { oneOperatorGraph } from '../one-operator';
import { quantizedClassifier } from './gesture-impulse';

const block = (kind: string, id: string) => join(assetRoot, 'blocks', kind, id);

const MOTION: ImpulseSpec['input'] = { frequencyHz: 62.5, windowLength: 125, strideLength: 60, axes: ['accX', 'accY', 'accZ'], dtype: 'float32' };
const GREY: ImpulseSpec['input'] = {
  ...{ frequencyHz: 192, windowLength: 192, strideLength: 192, axes: ['grey'], dtype: 'uint8' }, image: { width: 16, height: 12 },
};
const COLOURS: ImpulseSpec['input'] = { ...GREY, axes: ['red', 'green', 'blue'] };

/** Gestures by a classifier in int8 that sees two DSP blocks, not in their order, one of them two of three axes; and an anomaly score of both. */
export async function gestureSpec(arch: 'x86-64' | 'armv7e-m' | 'portable'): Promise<ImpulseSpec> {
  const dsp = [await useBlock('spectral', 'spectral-analysis', MOTION, [0, 2]), await useBlock('flat', 'flatten', MOTION)];
  const width = dsp.reduce((sum, { plan }) => sum + featureCount(plan), 0);
  const input = ['flat', 'spectral'];
  const options = { name: modelName('gestures', 'classes'), arch, arenaSymbol: memorySymbol('gestures') };
  const model = compileModel(await quantizedClassifier(width), options);
  const labels = ['idle', 'snake', 'up "down"', 'wave'];
  return {
    name: 'gestures',
    input: MOTION,
    dsp,
    learn: [{ name: 'classes', block: 'dense-classifier', input, result: 'classes', labels, model }, clusters(input, width)],
    sources: collectSources(model.sdkFiles, [block('dsp', 'spectral-analysis'), block('dsp', 'flatten'), block('learn', 'kmeans-anomaly')]),
  };
}

/** Pictures whose bytes go straight into an int8 model, which gives them back. */
export async function pictureSpec(): Promise<ImpulseSpec> {
  const use = { ...(await useBlock('image', 'image', COLOURS, undefined, { width: 6, height: 4 })), levels: true as const };
  const count = featureCount(use.plan);
  const file = writeFlatbuffer(oneOperatorGraph('RELU', [1, count], [1, count], 'int8'), 'through');
  const model = compileModel(file, { name: modelName('pictures', 'through'), arch: 'portable', arenaSymbol: memorySymbol('pictures') });
  const labels = Array.from({ length: count }, (_, index) => `value ${index}`);
  return {
    name: 'pictures',
    input: COLOURS,
    dsp: [use],
    learn: [{ name: 'through', block: 'none', input: ['image'], result: 'value', labels, model }],
    sources: collectSources(model.sdkFiles, [block('dsp', 'image')]),
  };
}

/** Grey pictures, and nothing but an anomaly score of them. */
export async function greySpec(): Promise<ImpulseSpec> {
  const use = await useBlock('flat', 'flatten', GREY);
  const sources = collectSources([], [block('dsp', 'flatten'), block('learn', 'kmeans-anomaly')]);
  return { name: 'grey', input: GREY, dsp: [use], learn: [clusters(['flat'], featureCount(use.plan))], sources };
}

/** Writes what the step `compile` would leave of it; returns the folder. */
export function writeArtefact(folder: string, spec: ImpulseSpec): string {
  mkdirSync(folder, { recursive: true });
  const int8 = describeVariant(spec, writeImpulse(spec, join(folder, 'int8'), join(folder, 'host', 'int8')));
  const facts = { target: 'linux-x86-64', core: 'x86-64', arch: 'x86-64', ...describeInterface(spec), int8 };
  writeFileSync(join(folder, 'compile.json'), JSON.stringify(facts));
  return folder;
}

async function useBlock(name: string, id: string, input: ImpulseSpec['input'], columns?: number[], params = {}): Promise<DspSpec> {
  const folder = block('dsp', id);
  const axes = columns?.length ?? input.axes.length;
  const shown = { ...input.image, frequencyHz: input.frequencyHz, length: input.windowLength, axes, stride: input.strideLength };
  const plan = (await loadBlock(folder)).configure({ ...blockDefaults(folder), ...params }, shown);
  return { name, block: id, plan, ...(columns ? { columns } : {}) };
}

/** Clusters of made-up features. */
function clusters(input: string[], width: number): LearnSpec {
  const features = Float32Array.from({ length: 40 * width }, (_, i) => (((i * 7919) % 1000) - 500) / 250);
  const plan = fitClusters({ features, width, seed: 1, progress: () => {}, params: { clusters: 5, margin: 0.1 } });
  return { name: 'outlier', block: 'kmeans-anomaly', input, result: 'anomaly', labels: [], plan };
}
