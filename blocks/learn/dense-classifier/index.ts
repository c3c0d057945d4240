import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelSpec } from '../../../plugin/learn/learn-block';
import type { TensorFlow } from '../../../plugin/learn/tensorflow';

/** Dense layers train on WebAssembly, without a set-up. */
export const engine = 'wasm';
/** A score per label. */
export const task = 'classes';

/** Flat features through fully connected layers with ReLU and dropout. */
export function build(tf: TensorFlow, { shape, outputs, params, seed, layers }: ModelSpec): LayersModel {
  const model = tf.sequential();
  const width = shape.reduce((product, size) => product * size, 1);
  model.add(tf.layers.reshape({ inputShape: shape, targetShape: [width] }));
  (params.neurons as number[]).forEach((units, index) => {
    model.add(tf.layers.dense({ units, activation: 'relu', kernelInitializer: tf.initializers.heUniform({ seed: seed + index }) }));
    if (params.dropout > 0) model.add(layers.dropout(params.dropout));
  });
  model.add(tf.layers.dense({ units: outputs, kernelInitializer: tf.initializers.glorotUniform({ seed: seed - 1 }) }));
  return model;
}
