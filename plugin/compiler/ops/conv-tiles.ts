import { DTYPE_BYTES, elementCount } from '../ir/graph';
import { canRunInPlace, describe, quantizedConstants } from './conv-layer';
import type { Constants, Lowering, LoweringTarget, Node } from './operator';
import { packWeights, roundUpToWord, type PackedWeights } from './packed-weights';
import { fitsShape, slideFilter } from './spatial';
import { overlapInput } from './write-distance';

/** Pixels of a tile. */
const TILE = 4;

/** In tiles: 4 pixels times 2 filters at once. */
export function lowerPacked(node: Node, target: LoweringTarget): Lowering | undefined {
  const [input] = node.inputs;
  const [output] = node.outputs;
  const packed = packTiles(node, target);
  const inPlace = target.savesArena && canRunInPlace(node);
  const overlapping = packed && overlapInput(node, target, slideFilter(node), { pixels: TILE, readsFirst: true });
  return packed && {
    kernel: 'conv_2d_packed_s8',
    inPlace: inPlace ? [0] : [],
    ...overlapping,
    note: describe(node),
    constants: { ...packed.constants, overwrites_input: inPlace || overlapping?.writeDistance !== undefined ? 1 : 0 },
    args: [{ tensor: input! }, { table: packed.filter }, { table: packed.channels }, { tensor: output }, { scratchBytes: packed.scratchBytes }],
  };
}

/** By code that all layers share. */
export function lowerShared(node: Node, target: LoweringTarget): Lowering | undefined {
  const packed = packTiles(node, target, 'shared');
  if (!packed || !fitsShape(packed.constants)) return undefined;
  const inPlace = target.savesArena && canRunInPlace(node);
  return {
    kernel: 'conv_2d_shared_s8',
    inPlace: inPlace ? [0] : [],
    ...overlapInput(node, target, slideFilter(node), { pixels: TILE, readsFirst: true }),
    note: describe(node),
    constants: quantizedConstants(node),
    args: [{ tensor: node.inputs[0]! }, { table: packed.filter }, { table: packed.channels }, { tensor: node.outputs[0] }, { scratchBytes: packed.scratchBytes }],
  };
}

/** What conv_2d_packed_s8 works on, in one op or as a part of a fused one: undefined where tiles don't fit. */
export function packTiles(
  node: Node, target: LoweringTarget, code: 'own' | 'shared' = 'own',
): (PackedWeights & { constants: Constants; scratchBytes: number }) | undefined {
  const [input, filter] = node.inputs;
  const depth = elementCount(filter!.shape.slice(1));
  const form = code === 'own' ? { row: elementCount(filter!.shape.slice(2)) } : { mayFold: false };
  const packed = filter!.shape[3] === input!.shape[3] ? packWeights(node, depth, target, form) : undefined;
  return packed && {
    ...packed,
    constants: { ...quantizedConstants(node), ...packed.constants },
    scratchBytes: TILE * roundUpToWord(depth) * DTYPE_BYTES.int16,
  };
}
