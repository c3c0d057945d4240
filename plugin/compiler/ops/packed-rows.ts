import { constantValues } from './constants';
import type { ConstTable, LoweringTarget, Node } from './operator';
import { canFold, foldChannels, isTiled, joinBiases, joinWeights, type Channel } from './packed-weights';

/** Weights of a fully connected layer in the form of sdk-cpp/nn/rows_s8.h. */
export interface PackedRows {
  filter: ConstTable;
  channels: ConstTable;
  /** `folded` of rows_s8.h; `channel_words`, and the multiplier and shift that all outputs share (0 where each has its own). */
  constants: { folded: number; channel_words: number; multiplier: number; right_shift: number };
}

const ROWS = 4;
const WORD = 4;

/** undefined where the target or the quantisation rules it out. */
export function packRows(node: Node, target: LoweringTarget): PackedRows | undefined {
  const [, filter] = node.inputs;
  const [, depth] = filter!.shape;
  if (!isTiled(target)) return undefined;
  const weights = constantValues(filter!);
  const channels = foldChannels(node, (channel) => Array.from({ length: depth }, (_, k) => weights[channel * depth + k]));
  if (!channels) return undefined;
  const [{ multiplier, shift }] = channels;
  const isShared = channels.every((channel) => channel.multiplier === multiplier && channel.shift === shift);
  const folded = canFold(weights, channels, target);
  const shared = isShared ? { channel_words: 1, multiplier, right_shift: shift } : { channel_words: 3, multiplier: 0, right_shift: 0 };
  return {
    filter: { name: 'filter', type: 'int8_t', values: interleaveRows(weights, channels.length, depth, folded) },
    channels: { name: 'channels', type: 'int32_t', values: listChannels(channels, isShared, folded) },
    constants: { folded: folded ? 1 : 0, ...shared },
  };
}

/**
 * Of every four inputs k ... k + 3, rows a, b, c, d: a0 b0 a2 b2, a1 b1 a3 b3, c0 d0 c2 d2, c1 d1 c3 d3. Of what is left behind the
 * last four: a b c d for each input.
 */
function interleaveRows(weights: ArrayLike<number>, rows: number, depth: number, folded: boolean): Int8Array {
  const at = (row: number, k: number): number => (row < rows ? weights[row * depth + k] : 0);
  const join = (row: number, k: number): [number, number] => joinWeights(at(row, k), at(row + 1, k), folded);
  const whole = depth - (depth % WORD);
  const packed: number[] = [];
  for (let first = 0; first < rows; first += ROWS) {
    const pairs = [first, first + 2];
    for (let k = 0; k < whole; k += WORD) packed.push(...pairs.flatMap((row) => [k, k + 2, k + 1, k + 3].flatMap((position) => join(row, position))));
    for (let k = whole; k < depth; k++) packed.push(...pairs.flatMap((row) => join(row, k)));
  }
  return Int8Array.from(packed);
}

function listChannels(channels: Channel[], isShared: boolean, folded: boolean): Int32Array {
  const filled = Array.from({ length: Math.ceil(channels.length / ROWS) * ROWS }, (_, index) => channels[index] ?? { ...channels[0], bias: 0 });
  return Int32Array.from(
    filled.flatMap(({ bias, multiplier, shift }, index) => {
      const joined = index % 2 === 1 ? joinBiases(filled[index - 1].bias, bias, folded) : bias;
      return isShared ? [joined] : [joined, multiplier, shift];
    }),
  );
}
