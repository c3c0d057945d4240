import type { LayersModel, Sequential } from '@tensorflow/tfjs-layers';
import type { ModelSpec } from '../../../plugin/learn/learn-block';
import type { TensorFlow } from '../../../plugin/learn/tensorflow';

/** Convolutions need libtensorflow. */
export const engine = 'native';
/** A score per label. */
export const task = 'classes';

/** First convolution, in frames x values of a frame. */
const FIRST_KERNEL: [number, number] = [10, 4];
const FIRST_STRIDES: [number, number] = [2, 2];

/** A convolution of its own, depthwise separable blocks, the mean over time and frequency, and one dense layer. */
export function build(tf: TensorFlow, { shape, outputs, params, seed, layers }: ModelSpec): LayersModel {
  const { filters, blocks, dropout } = params;
  const initializer = (offset: number) => tf.initializers.heUniform({ seed: seed + offset });
  const normalize = (model: Sequential): void => {
    model.add(layers.batchNorm());
    model.add(tf.layers.reLU());
  };
  const model = tf.sequential();
  const [frames, ...rest] = shape;
  const image = shape.length === 3 ? shape : [frames, rest.reduce((product, size) => product * size, 1), 1];
  model.add(tf.layers.reshape({ inputShape: shape, targetShape: image }));
  const common = { padding: 'same', useBias: false } as const;
  model.add(tf.layers.conv2d({ ...common, filters, kernelSize: FIRST_KERNEL, strides: FIRST_STRIDES, kernelInitializer: initializer(0) }));
  normalize(model);
  for (let block = 1; block <= blocks; block++) {
    model.add(tf.layers.depthwiseConv2d({ ...common, kernelSize: [3, 3], depthwiseInitializer: initializer(2 * block) }));
    normalize(model);
    model.add(tf.layers.conv2d({ ...common, filters, kernelSize: 1, kernelInitializer: initializer(2 * block + 1) }));
    normalize(model);
  }
  model.add(tf.layers.globalAveragePooling2d({}));
  model.add(layers.dropout(dropout));
  model.add(tf.layers.dense({ units: outputs, kernelInitializer: tf.initializers.glorotUniform({ seed: seed - 1 }) }));
  return model;
}
