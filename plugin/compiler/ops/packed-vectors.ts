import { constantValues } from './constants';
import type { Constants, ConstTable, LoweringTarget, Node } from './operator';
import { foldChannels, type Channel } from './packed-weights';
import type { Sliding } from './spatial';

/** Weights in the form of sdk-cpp/nn/dots_s8.h or taps_s8.h: vectors of 128 bits. */
export interface PackedVectors {
  filter: ConstTable;
  channels: ConstTable;
}

/** Instruction sets with vectors of sixteen int8. */
const VECTORED: readonly LoweringTarget['arch'][] = ['armv8.1-m'];
/** Filters that are summed together. */
const FILTERS = 4;
/** Neighbouring channels of a depthwise convolution in one vector of int16. */
const LANES = 8;
/** Sums of int8 times weights stay within int16 where the weights' magnitudes sum to no more. */
const LARGEST_WEIGHTS = 255;

/**
 * The filters of a convolution or a fully connected layer, or undefined where the target or the quantisation rules it out.
 * @param depth weights of one filter
 */
export function packVectors(node: Node, depth: number, target: LoweringTarget): PackedVectors | undefined {
  if (!VECTORED.includes(target.arch)) return undefined;
  const weights = constantValues(node.inputs[1]!);
  const channels = foldChannels(node, (channel) => Array.from({ length: depth }, (_, k) => weights[channel * depth + k]));
  return channels && {
    filter: { name: 'filter', type: 'int8_t', values: Int8Array.from({ length: roundUp(channels.length) * depth }, (_, at) => weights[at] ?? 0) },
    channels: listVectors(channels, FILTERS, (first) => [0, 1, 2, 3].map((lane) => first + lane)),
  };
}

/** Bytes of a vector of the filters' weights. */
const STEP = 16;
/** What pixel_pairs_s8.h can move its pointers by. */
const LARGEST_DEPTH = 4095;

/** The same for pixel_pairs_s8.h, which loads a vector of weights ahead: behind the last filter too, where they are not used. */
export function packPairs(node: Node, depth: number, target: LoweringTarget): PackedVectors | undefined {
  const packed = depth <= LARGEST_DEPTH ? packVectors(node, depth, target) : undefined;
  if (!packed) return undefined;
  const values = new Int8Array(packed.filter.values.length + STEP);
  values.set(packed.filter.values);
  return { ...packed, filter: { ...packed.filter, values } };
}

/** The same for a fully connected layer, whose outputs may have one multiplier and shift: then the channels are biases alone. */
export function packVectorRows(node: Node, target: LoweringTarget): (PackedVectors & { constants: Constants }) | undefined {
  const packed = packVectors(node, node.inputs[1]!.shape[1], target);
  if (!packed) return undefined;
  const values = Array.from(packed.channels.values);
  const lanes = (part: number): number[] => values.filter((_, at) => Math.floor((at % (3 * FILTERS)) / FILTERS) === part);
  const [biases, multipliers, shifts] = [0, 1, 2].map(lanes);
  const isShared = [multipliers, shifts].every((factors) => factors.every((factor) => factor === factors[0]));
  if (!isShared) return { ...packed, constants: { channel_words: 3, multiplier: 0, left_shift: 0 } };
  const channels: ConstTable = { ...packed.channels, values: Int32Array.from(biases) };
  return { ...packed, channels, constants: { channel_words: 1, multiplier: multipliers[0], left_shift: shifts[0] } };
}

/**
 * The filters of a depthwise convolution with a multiplier of 1, or undefined; `taps_at_once` products of any channel fit an int16
 * together.
 */
export function packTaps(node: Node, { filter_height, filter_width }: Sliding, target: LoweringTarget): (PackedVectors & { taps_at_once: number }) | undefined {
  const [input, filter] = node.inputs;
  const depth = input!.shape[3];
  if (!VECTORED.includes(target.arch) || filter!.shape[3] !== depth) return undefined;
  const taps = filter_height * filter_width;
  const weights = constantValues(filter!);
  const weightsOf = (channel: number): number[] => Array.from({ length: taps }, (_, tap) => weights[tap * depth + channel]);
  const channels = foldChannels(node, weightsOf);
  if (!channels) return undefined;
  const packed: number[] = [];
  for (let first = 0; first < depth; first += LANES) {
    for (let tap = 0; tap < taps; tap++) {
      for (let channel = first; channel < first + LANES; channel++) packed.push(channel < depth ? weights[tap * depth + channel] : 0);
    }
  }
  return {
    filter: { name: 'filter', type: 'int8_t', values: Int8Array.from(packed) },
    channels: listVectors(channels, LANES, (first) => [0, 2, 4, 6, 1, 3, 5, 7].map((lane) => first + lane)),
    taps_at_once: countTogether(channels.map((_, channel) => weightsOf(channel)), taps),
  };
}

/** Bytes of depthwise_vectors_s8.h's ring: the rows under the window, with their padding, and what the last vector reads behind them. */
export function ringBytes(sliding: Sliding, depth: number): number {
  const rows = (sliding.filter_height - 1) * sliding.dilation_height + 1;
  const needed = (sliding.output_width - 1) * sliding.stride_width + (sliding.filter_width - 1) * sliding.dilation_width + 1;
  return rows * Math.max(needed, sliding.pad_left + sliding.input_width) * depth + LANES;
}

/**
 * By how many bytes the output of depthwise_vectors_s8 must begin below its input: it may lie upon it. Row oy of the output ends at
 * `(oy + 1) * output_width` pixels; before it is written, `oy * stride_height + reach - pad_top` rows of the input have been copied, which
 * are more than oy (padding is less than the window's reach) and no narrower, or all of them.
 */
export const RING_DISTANCE = 0;

/** Filters with those that fill the last four. */
function roundUp(filters: number): number {
  return Math.ceil(filters / FILTERS) * FILTERS;
}

/** For each vector the biases, multipliers and shifts to the left of its lanes; lanes without a channel repeat the last one. */
function listVectors(channels: readonly Channel[], step: number, lanesFrom: (first: number) => number[]): ConstTable {
  const values: number[] = [];
  for (let first = 0; first < channels.length; first += step) {
    const lanes = lanesFrom(first).map((channel) => channels[channel] ?? { ...channels[channels.length - 1], bias: 0 });
    values.push(...lanes.map(({ bias }) => bias), ...lanes.map(({ multiplier }) => multiplier), ...lanes.map(({ shift }) => -shift));
  }
  return { name: 'channels', type: 'int32_t', values: Int32Array.from(values) };
}

/** The most neighbouring taps whose products can be summed as int16 in every channel, taken from the first tap on. */
function countTogether(filters: readonly number[][], taps: number): number {
  const fits = (together: number): boolean =>
    filters.every((weights) => {
      for (let first = 0; first < taps; first += together) {
        const sum = weights.slice(first, first + together).reduce((total, weight) => total + Math.abs(weight), 0);
        if (sum > LARGEST_WEIGHTS) return false;
      }
      return true;
    });
  for (let together = taps; together > 1; together--) if (fits(together)) return together;
  return 1;
}
