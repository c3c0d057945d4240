import { constantValues } from './constants';
import type { ConstTable, Lowering, LoweringTarget, Node } from './operator';
import { packDepthwiseLanes } from './packed-lanes';
import { packTaps, RING_DISTANCE, ringBytes } from './packed-vectors';
import { foldChannels, isTiled, type Channel } from './packed-weights';
import type { Sliding } from './spatial';
import { overlapInput } from './write-distance';

/** The parts of a lowering that packing changes; the constants come on top of the portable kernel's. */
export type PackedDepthwise = Pick<Lowering, 'kernel' | 'args' | 'constants' | 'inPlace' | 'writeDistance' | 'sharedBy'>;

/**
 * A depthwise convolution with packed filters, or undefined where none of the kernels fits.
 */
export function packDepthwise(node: Node, sliding: Sliding, target: LoweringTarget): PackedDepthwise | undefined {
  const [input, filter] = node.inputs;
  const depth = input!.shape[3];
  const taps = sliding.filter_height * sliding.filter_width;
  const lanes = packDepthwiseLanes(node, taps, target);
  if (lanes) return { kernel: 'depthwise_lanes_s8', constants: {}, writeDistance: undefined, ...lanes };
  const vectors = packRing(node, sliding, target);
  if (vectors) return vectors;
  if (!isTiled(target) || filter!.shape[3] !== depth) return undefined;
  const weights = constantValues(filter!);
  const channels = foldChannels(node, (channel) => Array.from({ length: taps }, (_, tap) => weights[tap * depth + channel]));
  if (!channels) return undefined;
  if (fitsSliding(sliding)) return packSliding(node, weights, channels, sliding, target);
  return depth % 4 === 0 ? packByTaps(node, weights, channels, taps) : undefined;
}

/** depthwise_vectors_s8: the rows under the window lie beside the image, so that the output may lie over it. */
function packRing(node: Node, sliding: Sliding, target: LoweringTarget): PackedDepthwise | undefined {
  const [input] = node.inputs;
  const [, , , depth] = input!.shape;
  const packed = packTaps(node, sliding, target);
  return packed && {
    kernel: 'depthwise_vectors_s8',
    constants: { taps_at_once: packed.taps_at_once },
    writeDistance: target.savesArena && input!.shape[0] === 1 ? RING_DISTANCE : undefined,
    args: [
      { tensor: input! },
      { table: packed.filter },
      { table: packed.channels },
      { tensor: node.outputs[0] },
      { scratchBytes: ringBytes(sliding, depth) },
    ],
  };
}

function fitsSliding(sliding: Sliding): boolean {
  const { filter_height, filter_width, stride_height, stride_width, dilation_height, dilation_width, input_height, input_width } = sliding;
  const isSquare = filter_height === 3 && filter_width === 3 && dilation_height === 1 && dilation_width === 1;
  return isSquare && stride_height <= 2 && stride_width <= 2 && input_height >= 3 && input_width >= 3;
}

/** Filters and channels of depthwise_3x3_packed_s8, by default where it goes row by row, or undefined where it can't do this node. */
export function packDepthwiseRows(node: Node, sliding: Sliding, target: LoweringTarget, slidesDown = false): ConstTable[] | undefined {
  const [input, filter] = node.inputs;
  const depth = input!.shape[3];
  if (!isTiled(target) || filter!.shape[3] !== depth || !fitsSliding(sliding)) return undefined;
  const weights = constantValues(filter!);
  const channels = foldChannels(node, (channel) => Array.from({ length: 9 }, (_, tap) => weights[tap * depth + channel]));
  return channels && tabulateColumns(weights, channels, slidesDown);
}

/** depthwise_3x3_packed_s8: columns a, b, c of the filter along the longer side of the image. */
function packSliding(node: Node, weights: ArrayLike<number>, channels: Channel[], sliding: Sliding, target: LoweringTarget): PackedDepthwise {
  const inPlace = target.savesArena && canRunInPlace(sliding);
  // a row of the output is written channel by channel
  const overlap = inPlace ? {} : overlapInput(node, target, sliding, { pixels: sliding.output_width, readsFirst: false });
  const byRows = overlap.writeDistance !== undefined;
  const slidesDown = !byRows && sliding.input_height >= sliding.input_width;
  return {
    kernel: 'depthwise_3x3_packed_s8',
    constants: { in_place: inPlace ? 1 : 0, by_rows: byRows ? 1 : 0 },
    inPlace: inPlace ? [0] : [],
    ...overlap,
    args: [
      { tensor: node.inputs[0]! },
      ...tabulateColumns(weights, channels, slidesDown).map((table) => ({ table })),
      { tensor: node.outputs[0] },
      ...(inPlace ? [{ scratchBytes: Math.max(sliding.input_height, sliding.input_width) }] : []),
    ],
  };
}

function tabulateColumns(weights: ArrayLike<number>, channels: readonly Channel[], slidesDown: boolean): ConstTable[] {
  const at = (column: number, across: number, channel: number): number =>
    weights[(slidesDown ? column * 3 + across : across * 3 + column) * channels.length + channel];
  const packed = channels.flatMap(({ shift }, channel) => {
    const [a, b, c] = [0, 1, 2].map((column) => [0, 1, 2].map((across) => at(column, across, channel)));
    return [a[0], b[0], a[1], b[1], c[0], b[2], c[1], a[2], shift, 0, c[2], 0];
  });
  return [
    { name: 'filter', type: 'int8_t', values: packed },
    { name: 'channels', type: 'int32_t', values: channels.flatMap(({ bias, multiplier }) => [bias, multiplier]) },
  ];
}

/** depthwise_3x3_shared_s8: the same by code that layers of one range and stride share; undefined where it can't do this node. */
export function packSharedColumns(node: Node, sliding: Sliding, range: Record<string, number>, target: LoweringTarget): PackedDepthwise | undefined {
  const slidesDown = sliding.input_height >= sliding.input_width;
  const tables = packDepthwiseRows(node, sliding, target, slidesDown);
  const { input_zero_point, output_zero_point, activation_min, activation_max } = range;
  const stride = slidesDown ? sliding.stride_height : sliding.stride_width;
  return tables && {
    kernel: 'depthwise_3x3_shared_s8',
    constants: {},
    sharedBy: [input_zero_point, output_zero_point, activation_min, activation_max, stride].join(),
    writeDistance: undefined,
    args: [{ tensor: node.inputs[0]! }, ...tables.map((table) => ({ table })), { tensor: node.outputs[0] }],
  };
}

/** Each output may overwrite the input at its own place: strides of 1, padding all around. */
function canRunInPlace({ stride_height, stride_width, pad_top, pad_left }: Sliding): boolean {
  return stride_height === 1 && stride_width === 1 && pad_top === 1 && pad_left === 1;
}

/** Taps of the largest filter of depthwise_shared_s8. */
const SHARED_TAPS = 32;

/** By code that all layers share, or undefined where it can't do this node. */
export function packShared(node: Node, sliding: Sliding, target: LoweringTarget): PackedDepthwise | undefined {
  const [input, filter] = node.inputs;
  const depth = input!.shape[3];
  const taps = sliding.filter_height * sliding.filter_width;
  if (!isTiled(target) || filter!.shape[3] !== depth || depth % 4 !== 0 || taps > SHARED_TAPS) return undefined;
  const weights = constantValues(filter!);
  const channels = foldChannels(node, (channel) => Array.from({ length: taps }, (_, tap) => weights[tap * depth + channel]));
  return channels && { ...packByTaps(node, weights, channels, taps), kernel: 'depthwise_shared_s8' };
}

/** depthwise_packed_s8: two taps of four channels in two words. */
function packByTaps(node: Node, weights: ArrayLike<number>, channels: Channel[], taps: number): PackedDepthwise {
  const depth = channels.length;
  const at = (tap: number, channel: number): number => (tap < taps ? weights[tap * depth + channel] : 0);
  const packed: number[] = [];
  for (let c = 0; c < depth; c += 4) {
    for (let t = 0; t < taps; t += 2) {
      for (const first of [c, c + 2]) packed.push(at(t, first), at(t, first + 1), at(t + 1, first), at(t + 1, first + 1));
    }
  }
  return {
    kernel: 'depthwise_packed_s8',
    constants: {},
    args: [
      { tensor: node.inputs[0]! },
      { table: { name: 'filter', type: 'int8_t', values: packed } },
      { table: { name: 'channels', type: 'int32_t', values: channels.flatMap(({ bias, multiplier, shift }) => [bias, multiplier, shift]) } },
      { tensor: node.outputs[0] },
      { scratchBytes: depth },
    ],
  };
}
