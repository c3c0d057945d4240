import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TensorFlow } from '../tensorflow';

/** Layers that only pass the windows on. */
const PASSING = new Set(['InputLayer', 'Reshape']);

/** What a convolution's configuration says. */
interface ConvolutionConfig {
  strides: [number, number];
  dilationRate: [number, number];
  padding: 'same' | 'valid';
  dataFormat: string;
  useBias: boolean;
  activation: string;
}

/**
 * Spares the first convolution the gradient of its input, which are the windows: nothing asks for it, but the fused convolution of
 * TensorFlow.js computes it at once with that of its filters. The plain one, with the same kernel forward, computes each when it is asked for.
 */
export function skipInputGradient(tf: TensorFlow, model: LayersModel): void {
  const first = model.layers.find((layer) => !PASSING.has(layer.getClassName()));
  if (first?.getClassName() !== 'Conv2D') return;
  const { strides, dilationRate, padding, dataFormat, useBias, activation } = first.getConfig() as unknown as ConvolutionConfig;
  if (useBias || activation !== 'linear' || dataFormat === 'channelsFirst') return;
  first.call = (inputs: Tensor | Tensor[]) =>
    tf.tidy(() => tf.conv2d([inputs].flat()[0] as Tensor4D, first.weights[0].read() as Tensor4D, strides, padding, 'NHWC', dilationRate));
}
