import type { Graph, Op, Tensor } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { quantizedRange } from '../ops/activation';
import { constantValues } from '../ops/constants';
import { requantize } from '../ops/integer-arithmetic';
import { toNode, type Node } from '../ops/operator';
import { realMultiplier } from '../ops/requantization';
import { slide } from '../ops/spatial';

/** Smallest and largest int8 that each channel (last axis) of a tensor can hold, whatever the input. */
export interface ChannelRanges {
  low: Int32Array;
  high: Int32Array;
}

/** Ranges of every int8 activation; a tensor that nothing is known about spans all of int8. */
export function findChannelRanges(graph: Graph): Map<number, ChannelRanges> {
  const ranges = new Map<number, ChannelRanges>();
  const rangesOf = (tensor: Tensor): ChannelRanges => ranges.get(tensor.id) ?? anything(tensor);
  for (const op of graph.ops) {
    const node = toNode(graph, op);
    if (node.outputs.at(0)?.dtype !== 'int8') continue;
    if (op.name === 'CONV_2D' && node.inputs[1]!.shape[3] === node.inputs[0]!.shape[3]) ranges.set(op.outputs[0], rangeOfConv(node, rangesOf(node.inputs[0]!)));
    else if (op.name === 'DEPTHWISE_CONV_2D' && keepsChannels(graph, op)) ranges.set(op.outputs[0], rangeOfDepthwise(node, rangesOf(node.inputs[0]!)));
    else if (keepsChannels(graph, op)) ranges.set(op.outputs[0], rangesOf(node.inputs[0]!));
  }
  return ranges;
}

/** True for ops whose output channel c depends on input channel c alone. */
export function keepsChannels(graph: Graph, op: Op): boolean {
  const node = toNode(graph, op);
  const [input] = node.inputs;
  const output = node.outputs.at(0);
  const isSameDepth = input !== undefined && output !== undefined && lastSize(input) === lastSize(output);
  if (op.name === 'DEPTHWISE_CONV_2D' || op.name === 'MAX_POOL_2D') return isSameDepth && !(op.name === 'MAX_POOL_2D' && op.options.activation !== 0);
  if (op.name === 'AVERAGE_POOL_2D') return isSameDepth && op.options.activation === 0;
  return (op.name === 'RESHAPE' || op.name === 'SQUEEZE') && isSameDepth;
}

/** Size of the last axis, the channels; 1 for a scalar. */
export function lastSize(tensor: Tensor): number {
  return tensor.shape[tensor.shape.length - 1] ?? 1;
}

/** True where a window of the op can reach outside the image, where the zero point stands in. */
export function isPadded(node: Node): boolean {
  if (node.op.name === 'FULLY_CONNECTED') return false;
  const [, height, width] = node.inputs[1]!.shape;
  const sliding = slide(node, height, width);
  const reach = (output: number, stride: number, filter: number, dilation: number, pad: number) => (output - 1) * stride - pad + (filter - 1) * dilation;
  return (
    sliding.pad_top > 0 || sliding.pad_left > 0 ||
    reach(sliding.output_height, sliding.stride_height, height, sliding.dilation_height, 0) >= sliding.input_height ||
    reach(sliding.output_width, sliding.stride_width, width, sliding.dilation_width, 0) >= sliding.input_width
  );
}

function anything(tensor: Tensor): ChannelRanges {
  const count = lastSize(tensor);
  return { low: new Int32Array(count).fill(-128), high: new Int32Array(count).fill(127) };
}

function rangeOfConv(node: Node, input: ChannelRanges): ChannelRanges {
  const filter = constantValues(node.inputs[1]!);
  const [filters, height, width, depth] = node.inputs[1]!.shape;
  const taps = height * width * depth;
  return rangeOfSums(node, filters, input, (channel, visit) => {
    for (let k = 0; k < taps; k++) visit(filter[channel * taps + k], k % depth);
  });
}

function rangeOfDepthwise(node: Node, input: ChannelRanges): ChannelRanges {
  const filter = constantValues(node.inputs[1]!);
  const [, height, width, depth] = node.inputs[1]!.shape;
  return rangeOfSums(node, depth, input, (channel, visit) => {
    for (let tap = 0; tap < height * width; tap++) visit(filter[tap * depth + channel], channel);
  });
}

/** Extremes of bias + sum of weight * (input - zero point), requantised: requantisation is monotonic. */
function rangeOfSums(
  node: Node, channels: number, input: ChannelRanges, weights: (channel: number, visit: (weight: number, inputChannel: number) => void) => void,
): ChannelRanges {
  const zeroPoint = node.inputs[0]!.quantization!.zeroPoints[0];
  const output = node.outputs[0];
  const bias = node.inputs[2] && constantValues(node.inputs[2]);
  const { activation_min, activation_max } = quantizedRange(node.options.activation as number, output);
  const padded = isPadded(node);
  const ranges: ChannelRanges = { low: new Int32Array(channels), high: new Int32Array(channels) };
  for (let channel = 0; channel < channels; channel++) {
    let low = bias?.[channel] ?? 0;
    let high = low;
    weights(channel, (weight, inputChannel) => {
      const [first, last] = [input.low[inputChannel] - zeroPoint, input.high[inputChannel] - zeroPoint];
      const [a, b] = padded ? [Math.min(first, 0), Math.max(last, 0)] : [first, last];
      low += Math.min(weight * a, weight * b);
      high += Math.max(weight * a, weight * b);
    });
    const factor = toFixedPoint(realMultiplier(node, channel));
    const finish = (sum: number) => Math.min(activation_max, Math.max(activation_min, requantize(sum, factor) + output.quantization!.zeroPoints[0]));
    ranges.low[channel] = finish(low);
    ranges.high[channel] = finish(high);
  }
  return ranges;
}
