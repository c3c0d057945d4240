import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { ImpulseError } from '../../../plugin/errors';
import type { FrozenBase, ModelSpec, ProvideRequest } from '../../../plugin/learn/learn-block';
import type { TensorFlow } from '../../../plugin/learn/tensorflow';

/** Dense layers need no set-up. */
export const engine = 'wasm';
/** It tells labels apart. */
export const task = 'classes';

/** The file that the manifest names. */
export function base({ params, root }: ProvideRequest): FrozenBase {
  const file = resolve(root, params.base);
  if (!existsSync(file)) throw new ImpulseError('IMP_MODEL_FILE_MISSING', { file: params.base });
  return { model: readFileSync(file), file: params.base, layer: params.layer };
}

/** The head: what the base gives through fully connected layers with ReLU, dropout before each layer. */
export function build(tf: TensorFlow, { shape, outputs, params, seed, layers }: ModelSpec): LayersModel {
  const model = tf.sequential();
  const width = shape.reduce((product, size) => product * size, 1);
  model.add(tf.layers.reshape({ inputShape: shape, targetShape: [width] }));
  if (params.dropout > 0) model.add(layers.dropout(params.dropout));
  (params.neurons as number[]).forEach((units, index) => {
    model.add(tf.layers.dense({ units, activation: 'relu', kernelInitializer: tf.initializers.heUniform({ seed: seed + index }) }));
    if (params.dropout > 0) model.add(layers.dropout(params.dropout));
  });
  model.add(tf.layers.dense({ units: outputs, kernelInitializer: tf.initializers.glorotUniform({ seed: seed - 1 }) }));
  return model;
}
