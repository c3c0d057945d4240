import type { LayersModel } from '@tensorflow/tfjs-layers';
import { join } from 'node:path';
import type { Graph } from '../plugin/compiler/ir/graph';
import { exportGraph } from '../plugin/learn/export/export-graph';
import { createOwnLayers } from '../plugin/learn/layers';
import { loadLearnBlock, type NetworkBlock } from '../plugin/learn/learn-block';
import type { Normalization } from '../plugin/learn/normalization';
import { createRandom } from '../plugin/learn/random';
import { readTrainingEngine } from '../plugin/learn/setup/engine-folder';
import { loadTensorFlow, type TensorFlow } from '../plugin/learn/tensorflow';
import { assetRoot } from '../plugin/paths';
import { blockDefaults } from './block-defaults';

export interface DrawnClassifier {
  tf: TensorFlow;
  model: LayersModel;
  normalization: Normalization;
  graph: Graph;
}

/** Learn blocks, shapes of features and parameters that between them use every layer of ours. */
export const CLASSIFIERS: [string, number[], Record<string, unknown>][] = [
  ['dense-classifier', [6, 5], {}],
  ['dense-classifier', [9], { neurons: [] }],
  ['conv-classifier', [24, 5], {}],
  ['conv-classifier', [25, 6], { filters: [3, 5, 4], kernel: 4, pool: 3 }],
  ['conv-classifier', [13, 11], { dimensions: 2, filters: [4, 6], kernel: 3 }],
  ['conv-classifier', [30], { filters: [4, 4], pool: 1 }],
  ['ds-cnn', [21, 10], { filters: 6, blocks: 2 }],
];

/** A learn block's model for four classes with random weights, batch statistics and normalisation, and its graph. */
export async function drawClassifier(id: string, shape: number[], params: Record<string, unknown>, outputs = 4): Promise<DrawnClassifier> {
  // Only training needs the native engine: the forward kernels are there without it.
  const tf = await loadTensorFlow(readTrainingEngine() ? 'native' : 'wasm', { threads: 1, seed: 3, maxIsa: 'AVX2' }, id);
  const folder = join(assetRoot, 'blocks', 'learn', id);
  const block = (await loadLearnBlock(folder)) as NetworkBlock;
  const model = block.build(tf, { shape, outputs, params: { ...blockDefaults(folder), ...params }, seed: 3, layers: createOwnLayers(tf, 3) });
  const random = createRandom(11);
  model.setWeights(model.getWeights().map((weight) => {
    const values = weight.dataSync().map((value) => (weight.shape.length > 1 ? random.normal() / 2 : value + 0.5 + random.uniform()));
    return tf.tensor(values, weight.shape);
  }));
  const depth = shape[shape.length - 1];
  const normalization = { scale: drawValues(depth, 1), offset: drawValues(depth, 2) };
  return { tf, model, normalization, graph: exportGraph(model, shape, normalization, 'classes') };
}

/** Roughly normal values, by a seed. */
export function drawValues(count: number, seed: number): Float32Array {
  const random = createRandom(seed, 97);
  return Float32Array.from({ length: count }, () => random.normal());
}
