import type { Op, Tensor } from '../../compiler/ir/graph';
import { ImpulseError } from '../../errors';
import { floatValues, soleProducer, type ExportLayer } from './layer-context';

/**
 * Batch normalisation `gamma * (x - mean) / sqrt(variance + epsilon) + beta` is one factor and one summand a channel: both go into the filter
 * and bias of the convolution or dense layer before it, so that it costs nothing on the device.
 */
export const foldBatchNorm: ExportLayer = ({ builder, layer, weights }, [input]) => {
  const { graph } = builder;
  const producer = soleProducer(graph, input);
  if (!producer || producer.options.activation || !(producer.name in CHANNEL_STRIDES)) {
    throw new ImpulseError('IMP_LAYER_UNSUPPORTED', { layer: layer.name, type: layer.getClassName(), problem: 'it must follow a convolution or dense layer without activation' });
  }
  const [gamma, beta, mean, variance] = weights.map(({ values }) => values);
  const epsilon = (layer.getConfig() as { epsilon: number }).epsilon;
  const factor = gamma.map((value, channel) => value / Math.sqrt(variance[channel] + epsilon));
  const filter = floatValues(graph.tensors[producer.inputs[1]]);
  const bias = floatValues(graph.tensors[producer.inputs[2]]);
  const channelOf = CHANNEL_STRIDES[producer.name](producer, graph.tensors[producer.inputs[1]]);
  filter.forEach((value, at) => (filter[at] = value * factor[channelOf(at)]));
  bias.forEach((value, channel) => (bias[channel] = (value - mean[channel]) * factor[channel] + beta[channel]));
  return input;
};

/** Which output channel a filter value belongs to. */
const CHANNEL_STRIDES: Record<string, (op: Op, filter: Tensor) => (at: number) => number> = {
  CONV_2D: (_, { shape }) => (at) => Math.floor(at / (shape[1] * shape[2] * shape[3])),
  FULLY_CONNECTED: (_, { shape }) => (at) => Math.floor(at / shape[1]),
  DEPTHWISE_CONV_2D: (_, { shape }) => (at) => at % shape[3],
};
