import { constantValues } from './constants';
import type { Argument, ConstTable, LoweringTarget, Node } from './operator';
import { foldChannels, type Channel } from './packed-weights';

/** Weights in the form of sdk-cpp/nn/lanes_s8.h: eight output channels side by side. */
export interface PackedLanes {
  filter: ConstTable;
  channels: ConstTable;
}

/** Instruction sets with registers as wide as eight int32. */
const LANED: readonly LoweringTarget['arch'][] = ['x86-64'];
const LANES = 8;
/** Vectors of eight that multiply_lanes_s8.h takes at once. */
const BLOCK = 2;

/**
 * The filters of a convolution or a fully connected layer, or undefined where the target or the quantisation rules it out.
 * @param depth weights of one filter
 */
export function packLanes(node: Node, depth: number, target: LoweringTarget): PackedLanes | undefined {
  if (!LANED.includes(target.arch)) return undefined;
  const weights = constantValues(node.inputs[1]!);
  const channels = foldChannels(node, (channel) => Array.from({ length: depth }, (_, k) => weights[channel * depth + k]), true);
  const at = (channel: number, k: number): number => (channel < channels!.length && k < depth ? weights[channel * depth + k] : 0);
  return channels && { filter: interleaveBlocks(at, channels.length, depth), channels: listLanes(channels, startsOf(channels.length)) };
}

/** A depthwise convolution with a multiplier of 1: where the channels do not divide by 8, the last eight overlap those before them. */
export function packDepthwiseLanes(node: Node, taps: number, target: LoweringTarget): { args: Argument[] } | undefined {
  const [input, filter] = node.inputs;
  const depth = input!.shape[3];
  if (!LANED.includes(target.arch) || filter!.shape[3] !== depth) return undefined;
  const weights = constantValues(filter!);
  const channels = foldChannels(node, (channel) => Array.from({ length: taps }, (_, tap) => weights[tap * depth + channel]), true);
  if (!channels) return undefined;
  const at = (channel: number, tap: number): number => (channel < depth && tap < taps ? weights[tap * depth + channel] : 0);
  const starts = startsOf(depth).map((start) => Math.max(0, Math.min(start, depth - LANES)));
  const values = starts.flatMap((start) => pairsOf(taps).flatMap((tap) => lanesFrom(start).flatMap((channel) => [at(channel, tap), at(channel, tap + 1)])));
  return {
    args: [
      { tensor: input! },
      { table: { name: 'filter', type: 'int16_t', values } },
      { table: listLanes(channels, starts) },
      { tensor: node.outputs[0] },
      { scratchBytes: depth },
    ],
  };
}

/** Blocks of sixteen filters, at the end one of eight where that is enough: of every two values k the pairs of all its filters. */
function interleaveBlocks(at: (channel: number, k: number) => number, count: number, depth: number): ConstTable {
  const starts = startsOf(count);
  const values: number[] = [];
  for (let first = 0; first < starts.length; first += BLOCK) {
    const block = starts.slice(first, first + BLOCK).flatMap(lanesFrom);
    for (const k of pairsOf(depth)) for (const channel of block) values.push(at(channel, k), at(channel, k + 1));
  }
  return { name: 'filter', type: 'int16_t', values: Int16Array.from(values) };
}

/** For each vector eight biases, eight multipliers, eight shifts to the right; lanes without a channel repeat the last one. */
function listLanes(channels: readonly Channel[], starts: readonly number[]): ConstTable {
  const values = starts.flatMap((start) => {
    const lanes = lanesFrom(start).map((channel) => channels[channel] ?? channels[channels.length - 1]);
    return [...lanes.map(({ bias }) => bias), ...lanes.map(({ multiplier }) => multiplier), ...lanes.map(({ shift }) => shift)];
  });
  return { name: 'channels', type: 'int32_t', values };
}

function startsOf(channels: number): number[] {
  return Array.from({ length: Math.ceil(channels / LANES) }, (_, vector) => LANES * vector);
}

function lanesFrom(start: number): number[] {
  return Array.from({ length: LANES }, (_, lane) => start + lane);
}

function pairsOf(depth: number): number[] {
  return Array.from({ length: Math.ceil(depth / 2) }, (_, pair) => 2 * pair);
}

/** Values of a filter with the one that fills its last pair. */
export function roundUpToPair(depth: number): number {
  return Math.ceil(depth / 2) * 2;
}
