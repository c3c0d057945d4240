import type { layers as tfLayers, LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelSpec } from '../../../plugin/learn/learn-block';
import type { TensorFlow } from '../../../plugin/learn/tensorflow';

/** Convolutions need libtensorflow. */
export const engine = 'native';
/** A score per label. */
export const task = 'classes';

/** Convolution, batch normalisation, ReLU and pooling, repeated; then the mean over what is left, and one dense layer. */
export function build(tf: TensorFlow, spec: ModelSpec): LayersModel {
  const { outputs, params, seed, layers } = spec;
  const { dimensions, filters, pool, dropout } = params;
  const model = tf.sequential();
  const input = imageShape(spec);
  model.add(tf.layers.reshape({ inputShape: spec.shape, targetShape: input }));
  (filters as number[]).forEach((count, index) => {
    model.add(convolution(tf, spec, count, seed + index));
    model.add(layers.batchNorm());
    model.add(tf.layers.reLU());
    if (index === filters.length - 1) return;
    if (pool > 1) model.add(pooling(tf, dimensions, pool));
    model.add(layers.channelDropout(dropout / 2));
  });
  model.add(dimensions === 1 ? tf.layers.globalAveragePooling1d({}) : tf.layers.globalAveragePooling2d({}));
  model.add(layers.dropout(dropout));
  model.add(tf.layers.dense({ units: outputs, kernelInitializer: tf.initializers.glorotUniform({ seed: seed - 1 }) }));
  return model;
}

/** `[frames, values]` for 1 dimension, `[frames, values, 1]` or a picture for 2; a flat window is a sequence of single values. */
function imageShape({ shape, params }: ModelSpec): number[] {
  if (params.dimensions === 2 && shape.length === 3) return shape;
  const [frames, ...rest] = shape;
  const values = rest.reduce((product, size) => product * size, 1);
  return params.dimensions === 1 ? [frames, values] : [frames, values, 1];
}

function convolution(tf: TensorFlow, { params }: ModelSpec, filters: number, seed: number): tfLayers.Layer {
  const config = { filters, padding: 'same', useBias: false, kernelInitializer: tf.initializers.heUniform({ seed }) } as const;
  if (params.dimensions === 1) return tf.layers.conv1d({ ...config, kernelSize: params.kernel });
  return tf.layers.conv2d({ ...config, kernelSize: params.kernel });
}

function pooling(tf: TensorFlow, dimensions: number, size: number): tfLayers.Layer {
  if (dimensions === 1) return tf.layers.maxPooling1d({ poolSize: size, padding: 'same' });
  return tf.layers.maxPooling2d({ poolSize: [size, size], padding: 'same' });
}
