import { DTYPE_BYTES } from '../ir/graph';
import type { Lowering, LoweringTarget, Node } from './operator';
import { packExpandingWinograd, packWinograd } from './packed-winograd';
import { slideFilter } from './spatial';
import { overlapTiles } from './write-distance';

/** Tiles of a group: the products of a position are summed for so many at once. */
const GROUP = 4;

/** Groups that share one expansion of the filters: each costs scratch memory, and halves what expanding costs. */
const EXPANDING_GROUPS = [4, 2, 1];

/** Products of a tile. */
const POSITIONS = 16;

/** Eight numbers of a group's tiles and two filters, after the rows of positions are joined. */
const JOINED_BYTES = 8 * GROUP * 2 * DTYPE_BYTES.int32;

/** Bytes of what is brought into Winograd's domain, a channel of it. */
const TRANSFORMED_BYTES = POSITIONS * DTYPE_BYTES.int16;

/**
 * The ways to execute a 3x3 convolution with strides of 1 by Winograd's F(2x2, 3x3), fewer cycles first: filters transformed in flash, 64
 * bytes for 18; or as they are, expanded two at a time. None where it does not apply. packed-winograd.ts proves that no bit changes.
 *
 * @param layer what conv_2d_packed_s8 would be told of the layer
 */
export function listWinograd(node: Node, target: LoweringTarget, layer: Pick<Lowering, 'constants' | 'note'>): Lowering[] {
  const transformed = packWinograd(node, target);
  const expanding = transformed && packExpandingWinograd(node, target);
  if (!expanding) return [];
  const [input] = node.inputs;
  const depth = input!.shape[3];
  const write = (kernel: string, groups: number, { filter, channels }: typeof expanding, moreBytes: number): Lowering => ({
    kernel,
    ...layer,
    constants: { ...layer.constants, groups },
    ...overlapTiles(node, target, slideFilter(node), groups * GROUP),
    args: [
      { tensor: input! },
      { table: filter },
      { table: channels },
      { tensor: node.outputs[0] },
      { scratchBytes: groups * GROUP * TRANSFORMED_BYTES * depth + moreBytes },
    ],
  });
  const [windowBytes, pairBytes] = [POSITIONS * depth, 2 * TRANSFORMED_BYTES * depth];
  return [
    write('conv_winograd_s8', 1, transformed, Math.max(JOINED_BYTES, windowBytes)),
    ...EXPANDING_GROUPS.map((groups) => write('conv_winograd_expanding_s8', groups, expanding, JOINED_BYTES + pairBytes)),
  ];
}
