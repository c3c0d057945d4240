import { constantValues } from './constants';
import type { ConstTable, LoweringTarget, Node } from './operator';
import { foldChannels, HAS_DUAL_MAC, type Channel } from './packed-weights';

/** Weights of a fully connected layer in the form of sdk-cpp/nn/rows_s8.h. */
export interface PackedRows {
  filter: ConstTable;
  channels: ConstTable;
  /** `channel_words`, and the multiplier and shift that all outputs share (0 where each has its own). */
  constants: { channel_words: number; multiplier: number; right_shift: number };
}

const ROWS = 4;
const WORD = 4;

/** undefined where the target or the quantisation rules it out. */
export function packRows(node: Node, target: LoweringTarget): PackedRows | undefined {
  const [, filter] = node.inputs;
  const [, depth] = filter!.shape;
  if (!HAS_DUAL_MAC.includes(target.arch) || depth % WORD !== 0) return undefined;
  const weights = constantValues(filter!);
  const channels = foldChannels(node, (channel) => Array.from({ length: depth }, (_, k) => weights[channel * depth + k]));
  if (!channels) return undefined;
  const [{ multiplier, shift }] = channels;
  const isShared = channels.every((channel) => channel.multiplier === multiplier && channel.shift === shift);
  return {
    filter: { name: 'filter', type: 'int8_t', values: interleaveRows(weights, channels.length, depth) },
    channels: { name: 'channels', type: 'int32_t', values: listChannels(channels, isShared) },
    constants: isShared ? { channel_words: 1, multiplier, right_shift: shift } : { channel_words: 3, multiplier: 0, right_shift: 0 },
  };
}

/** Of every four inputs: four weights of each of four rows. */
function interleaveRows(weights: ArrayLike<number>, rows: number, depth: number): Int8Array {
  const packed: number[] = [];
  for (let row = 0; row < rows; row += ROWS) {
    for (let k = 0; k < depth; k += WORD) {
      for (let i = 0; i < ROWS * WORD; i++) {
        const [at, offset] = [row + Math.floor(i / WORD), k + (i % WORD)];
        packed.push(at < rows ? weights[at * depth + offset] : 0);
      }
    }
  }
  return Int8Array.from(packed);
}

function listChannels(channels: Channel[], isShared: boolean): Int32Array {
  const filled = Array.from({ length: Math.ceil(channels.length / ROWS) * ROWS }, (_, index) => channels[index] ?? channels[0]);
  return Int32Array.from(filled.flatMap(({ bias, multiplier, shift }) => (isShared ? [bias] : [bias, multiplier, shift])));
}
