import { toFixedPoint } from '../ir/quantization';
import { constantValues } from './constants';
import { requantize } from './integer-arithmetic';
import type { ConstTable, LoweringTarget, Node } from './operator';
import { realMultiplier } from './requantization';

/** Filters in the form of sdk-cpp/nn/tile_s8.h, made from an ordinary int8 convolution or fully connected layer. */
export interface PackedWeights {
  filter: ConstTable;
  channels: ConstTable;
  /** Constants of the kernel: whether the second filter of each pair is summed together with the first (`folded` of tile_s8.h). */
  constants: { folded: number };
}

/** Instruction sets that gain from tiles; compilers vectorise the plain kernels for the others. */
const TILED: readonly LoweringTarget['arch'][] = ['armv7e-m', 'armv7e-m-dual', 'armv7-m', 'armv6-m', 'portable'];

/** Instruction sets with two multiply-accumulates of int16 in one instruction, where widening is what is left to save. */
const FOLDING: readonly LoweringTarget['arch'][] = ['armv7e-m', 'armv7e-m-dual'];

/** Whether the kernels of that architecture compute tiles, which want weights in their order. */
export function isTiled({ arch }: LoweringTarget): boolean {
  return TILED.includes(arch);
}

/** Weights of a filter are taken four at a time. */
const WORD = 4;

/**
 * The weights of `node` packed for 2 filters at once, or undefined where this target or the quantisation rules it out: the fast
 * requantisation needs every multiplier below 1/2 and accumulators below 2^30.
 *
 * @param depth weights of one filter
 * @param form how the kernel takes them: whether folded, and how many weights a row of a filter has where rows stand by words
 */
export function packWeights(
  node: Node, depth: number, target: LoweringTarget, { mayFold = true, row = depth }: { mayFold?: boolean; row?: number } = {},
): PackedWeights | undefined {
  if (!isTiled(target)) return undefined;
  const weights = constantValues(node.inputs[1]!);
  const channels = foldChannels(node, (channel) => Array.from({ length: depth }, (_, k) => weights[channel * depth + k]));
  if (!channels) return undefined;
  const folded = mayFold && canFold(weights, channels, target);
  return {
    filter: { name: 'filter', type: 'int8_t', values: interleaveFilters(weights, channels.length, orderByWords(depth, row), folded) },
    channels: { name: 'channels', type: 'int32_t', values: pairChannels(channels, folded) },
    constants: { folded: folded ? 1 : 0 },
  };
}

/**
 * Two weights a and b can travel as the int16 `256 b + a`: one multiply-accumulate then gives `256 sum(b) + sum(a)`, and sum(b) is
 * what remains above sum(a). Exact while sums stay below 2^23 and no weight is -128.
 */
export function canFold(weights: ArrayLike<number>, channels: readonly Channel[], { arch }: LoweringTarget): boolean {
  return FOLDING.includes(arch) && channels.every(({ largest }) => largest < 2 ** 23) && Array.from(weights).every((weight) => weight > -128);
}

/** What turns a sum of products of raw int8 values into an output: the input's zero point is folded into the bias. */
export interface Channel {
  bias: number;
  multiplier: number;
  /** To the right, in [1, 22]. */
  shift: number;
  /** No sum of this channel, bias included, is larger in magnitude. */
  largest: number;
}

/**
 * Constants of each output channel; undefined where one is out of range.
 *
 * @param weightsOf  the weights that a channel sums over
 * @param takesWide  whether the kernel's weights are int16, which holds those of uint8 models: nine bits with their zero point
 */
export function foldChannels(node: Node, weightsOf: (channel: number) => number[], takesWide = false): Channel[] | undefined {
  const [input, filter, bias] = node.inputs;
  const [output] = node.outputs;
  if (filter!.dtype !== 'int8' && !takesWide) return undefined;
  const zeroPoint = input!.quantization!.zeroPoints[0];
  const biases = bias ? constantValues(bias) : undefined;
  const count = output.shape[output.shape.length - 1];
  const channels = Array.from({ length: count }, (_, channel): Channel | undefined => {
    const weights = weightsOf(channel);
    const factor = toFixedPoint(realMultiplier(node, channel));
    const bias = biases?.[channel] ?? 0;
    if (weights.every((weight) => weight === 0)) return constantChannel(requantize(bias, factor));
    const folded = bias - zeroPoint * weights.reduce((sum, weight) => sum + weight, 0);
    const largest = Math.abs(folded) + 128 * weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
    const shift = -factor.shift;
    return shift >= 1 && shift <= 22 && largest < 2 ** 30 ? { bias: folded, multiplier: factor.multiplier, shift, largest } : undefined;
  });
  return channels.every((channel) => channel !== undefined) ? channels : undefined;
}

/** A channel without weights gives `steps` above the zero point for every input: as a quarter of the bias, which is exact. */
function constantChannel(steps: number): Channel {
  return { bias: 4 * Math.min(512, Math.max(-512, steps)), multiplier: 2 ** 30, shift: 1, largest: 2048 };
}

/** The order in which gather_window of columns_s8.h takes the values of a window: the whole words of all rows, then what is left of each. */
function orderByWords(depth: number, row: number): number[] {
  const whole = row - (row % WORD);
  const values = Array.from({ length: depth }, (_, k) => k);
  return [...values.filter((k) => k % row < whole), ...values.filter((k) => k % row >= whole)];
}

/** Two filters a and b, four weights each: a0 b0 a2 b2, a1 b1 a3 b3. A missing filter or weight is 0. */
function interleaveFilters(weights: ArrayLike<number>, filters: number, order: readonly number[], folded: boolean): Int8Array {
  const depth = order.length;
  const at = (filter: number, k: number): number => (filter < filters && k < depth ? weights[filter * depth + order[k]] : 0);
  const packed: number[] = [];
  for (let filter = 0; filter < filters; filter += 2) {
    for (let k = 0; k < depth; k += WORD) {
      for (const first of [k, k + 1]) {
        for (const position of [first, first + 2]) packed.push(...joinWeights(at(filter, position), at(filter + 1, position), folded));
      }
    }
  }
  return Int8Array.from(packed);
}

/** Two weights as neighbouring bytes; folded they are the int16 `256 b + a`, little-endian. */
export function joinWeights(a: number, b: number, folded: boolean): [number, number] {
  return [a, folded && a < 0 ? b - 1 : b];
}

/** For two channels: both biases, both multipliers, both shifts in one word. */
export function pairChannels(channels: readonly Channel[], folded: boolean): Int32Array {
  const packed: number[] = [];
  for (let channel = 0; channel < channels.length; channel += 2) {
    const a = channels[channel];
    const b = channels[channel + 1] ?? { ...a, bias: 0 };
    packed.push(a.bias, joinBiases(a.bias, b.bias, folded), a.multiplier, b.multiplier, a.shift | (b.shift << 8));
  }
  return Int32Array.from(packed);
}

/** What the sum of the second filter of a pair begins with; int32 arithmetic wraps, as the kernel's does. */
export function joinBiases(a: number, b: number, folded: boolean): number {
  return folded ? (256 * b + a) | 0 : b;
}

/** The least multiple of a word's four int8 values that holds `depth` values. */
export function roundUpToWord(depth: number): number {
  return Math.ceil(depth / WORD) * WORD;
}
