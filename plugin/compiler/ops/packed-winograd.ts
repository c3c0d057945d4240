import { constantValues } from './constants';
import type { ConstTable, LoweringTarget, Node } from './operator';
import { foldChannels, isTiled, pairChannels } from './packed-weights';

/**
 * Weights of a 3x3 convolution for Winograd's F(2x2, 3x3): an output tile of 2x2 pixels is `A' (G g G' . B' d B) A`, with 16 products
 * where the sum over windows has 36 (Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, arXiv 1509.09308).
 *
 * In whole numbers: G has halves, so `2 G` is taken on both sides and the answer is four times the sum, which divides exactly.
 * Proof that it is the sum, to the bit, for every input:
 * - values are raw int8, their zero point is folded into the bias; one of B' d B is a sum of four of them with signs: at most 512;
 * - a weight of 2 G g (2 G)' is at most 9 * 128 in magnitude, so both fit int16;
 * - every number that is computed on the way is a sum of such products with factors of 1, -1 and 2: where 512 times the sum of all
 *   weights' magnitudes is below 2^30, none leaves int32, and no order of summing changes a bit.
 */
export interface WinogradWeights {
  filter: ConstTable;
  channels: ConstTable;
}

/** Magnitude of a value in Winograd's domain, at most. */
const LARGEST_VALUE = 4 * 128;

/** Columns of a row of positions as the kernel wants them. */
const COLUMN_ORDER = [1, 2, 0, 3];

/** Channels that are handled together: a word of four int8. */
const WORD = 4;

/** Stands in for the second filter of a pair where the number of filters is odd. */
const NO_FILTER: readonly number[] = new Array<number>(16).fill(0);

/** Words of two channels in a word of four: SXTB16 takes every other byte. */
const HALVES = [[0, 2], [1, 3]];

/** Filters of [outputDepth, 3, 3, inputDepth] as int16 in Winograd's domain (64 bytes for 18 of int8), or undefined where they can't be. */
export function packWinograd(node: Node, target: LoweringTarget): WinogradWeights | undefined {
  return pack(node, target, (weights) => ({ name: 'filter', type: 'int32_t', values: layTransformed(node.inputs[1]!.shape, weights) }));
}

/** The same filters as they are, 9 bytes for each channel, which the kernel brings into Winograd's domain in scratch memory. */
export function packExpandingWinograd(node: Node, target: LoweringTarget): WinogradWeights | undefined {
  return pack(node, target, (weights) => ({ name: 'filter', type: 'int8_t', values: layPlain(node.inputs[1]!.shape, weights) }));
}

function pack(node: Node, target: LoweringTarget, layFilter: (weights: ArrayLike<number>) => ConstTable): WinogradWeights | undefined {
  const [, height, width, depth] = node.inputs[1]!.shape;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth } = node.options;
  const slides = strideHeight === 1 && strideWidth === 1 && dilationHeight === 1 && dilationWidth === 1;
  const isWhole = depth === node.inputs[0]!.shape[3] && depth % WORD === 0;
  if (!isTiled(target) || !slides || height !== 3 || width !== 3 || !isWhole) return undefined;
  const weights = constantValues(node.inputs[1]!);
  const size = height * width * depth;
  const channels = foldChannels(node, (channel) => Array.from({ length: size }, (_, k) => weights[channel * size + k]));
  if (!channels || !channels.every((_, filter) => staysInRange(weights, filter, depth))) return undefined;
  return { filter: layFilter(weights), channels: { name: 'channels', type: 'int32_t', values: pairChannels(channels, false) } };
}

function staysInRange(weights: ArrayLike<number>, filter: number, depth: number): boolean {
  let magnitude = 0;
  for (let channel = 0; channel < depth; channel++) {
    for (const value of transformFilter(weights, filter, depth, channel)) magnitude += Math.abs(value);
  }
  return LARGEST_VALUE * magnitude < 2 ** 30;
}

/** `2 G g (2 G)'` of one channel of a filter, row by row, columns in the kernel's order. */
function transformFilter(weights: ArrayLike<number>, filter: number, depth: number, channel: number): number[] {
  const tap = (row: number, column: number): number => weights[((filter * 3 + row) * 3 + column) * depth + channel];
  const columns = [0, 1, 2].map((column) => transformTaps(tap(0, column), tap(1, column), tap(2, column)));
  return [0, 1, 2, 3].flatMap((row) => {
    const transformed = transformTaps(columns[0][row], columns[1][row], columns[2][row]);
    return COLUMN_ORDER.map((column) => transformed[column]);
  });
}

function transformTaps(a: number, b: number, c: number): number[] {
  return [2 * a, a + b + c, a - b + c, 2 * c];
}

/** For each pair of filters, position and two channels a word of the first filter and one of the second; a missing filter is 0. */
function layTransformed([filters, , , depth]: number[], weights: ArrayLike<number>): Int32Array {
  const packed: number[] = [];
  for (let first = 0; first < filters; first += 2) {
    const pair = [first, first + 1].map((filter) =>
      Array.from({ length: depth }, (_, channel) => (filter < filters ? transformFilter(weights, filter, depth, channel) : NO_FILTER)));
    for (let position = 0; position < 16; position++) {
      for (let channel = 0; channel < depth; channel += WORD) {
        for (const [low, high] of HALVES) {
          for (const filter of pair) packed.push((filter[channel + low][position] & 0xffff) | (filter[channel + high][position] << 16));
        }
      }
    }
  }
  return Int32Array.from(packed);
}

/** For each pair of filters and four channels nine words of the first filter, then nine of the second. */
function layPlain([filters, height, width, depth]: number[], weights: ArrayLike<number>): Int8Array {
  const packed: number[] = [];
  for (let first = 0; first < filters; first += 2) {
    for (let channel = 0; channel < depth; channel += WORD) {
      for (const filter of [first, first + 1]) {
        for (let tap = 0; tap < height * width; tap++) {
          const from = (filter * height * width + tap) * depth + channel;
          for (let k = 0; k < WORD; k++) packed.push(filter < filters ? weights[from + k] : 0);
        }
      }
    }
  }
  return Int8Array.from(packed);
}
