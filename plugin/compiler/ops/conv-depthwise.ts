import { packDots } from './conv-2d';
import { quantizedConstants } from './depthwise-conv-2d';
import { countParts, findRowDistance, isSingleImage, joinWindows, packConvolution, packDepthwisePart, renameTable, rowBytes } from './fused-parts';
import type { Lowering, LoweringTarget, Node, Operator } from './operator';
import { packTaps, ringBytes } from './packed-vectors';
import { slideFilter } from './spatial';

/** The name of the op that stands for both; TFLite has none like it. */
export const FUSED = 'CONV_2D_DEPTHWISE_CONV_2D';

/** Rows of what lies between that the depthwise filter sees at once. */
export const ROWS = 3;

/**
 * A CONV_2D and the 3x3 DEPTHWISE_CONV_2D that alone reads it, row by row: the tensor between them never exists as a whole. No operator
 * of TFLite; passes/fuse-rows.ts makes it, inputs: those of the convolution, then weights and bias of the other.
 */
export const convDepthwise: Operator = {
  options: {},
  infer: ({ outputs: [output] }) => [output.shape],
  check: () => undefined,

  lower(node, target) {
    const [convolution, depthwise] = node.parts!;
    const vectors = lowerVectors(node, convolution, depthwise, target);
    if (vectors) return vectors;
    const tiles = packConvolution(convolution, target, 'convolution')!;
    const columns = packDepthwisePart(depthwise, target)!;
    return {
      kernel: 'conv_depthwise_packed_s8',
      note: 'Row by row: what lies between them is never there as a whole',
      constants: {},
      partConstants: { convolution: tiles.constants, depthwise: columns.constants },
      writeDistance: findDistance(convolution, depthwise),
      args: [
        { tensor: node.inputs[0]! },
        ...[...tiles.tables, ...columns.tables].map((table) => ({ table })),
        { tensor: node.outputs[0] },
        { scratchBytes: tiles.scratchBytes + ROWS * rowBytes(depthwise) },
      ],
    };
  },

  macs: countParts,
};

/** By vectors of 128 bits: the convolution computes the rows of the depthwise filter's ring. */
function lowerVectors(node: Node, convolution: Node, depthwise: Node, target: LoweringTarget): Lowering | undefined {
  const dots = packDots(convolution, target);
  const sliding = slideFilter(depthwise);
  const taps = packTaps(depthwise, sliding, target);
  if (!dots || !taps) return undefined;
  return {
    kernel: 'conv_depthwise_vectors_s8',
    note: 'Row by row: what lies between them is never there as a whole',
    constants: {},
    partConstants: {
      convolution: { ...dots.constants, overwrites_input: 0 },
      depthwise: { ...quantizedConstants(depthwise), taps_at_once: taps.taps_at_once },
    },
    writeDistance: findDistance(convolution, depthwise),
    args: [
      { tensor: node.inputs[0]! },
      { table: renameTable(dots.filter, 'convolution') },
      { table: renameTable(dots.channels, 'convolution') },
      { table: renameTable(taps.filter, 'depthwise') },
      { table: renameTable(taps.channels, 'depthwise') },
      { tensor: node.outputs[0] },
      { scratchBytes: ringBytes(sliding, depthwise.inputs[0]!.shape[3]) + dots.scratchBytes },
    ],
  };
}

/** Whether one of the fused kernels can do these two. */
export function canFuse([convolution, depthwise]: readonly Node[], target: LoweringTarget): boolean {
  if (!isSingleImage(convolution) || !isSingleImage(depthwise)) return false;
  if (packDots(convolution, target) && packTaps(depthwise, slideFilter(depthwise), target)) return true;
  return packConvolution(convolution, target, 'convolution') !== undefined && packDepthwisePart(depthwise, target) !== undefined;
}

/** All that a row of the output needs is read before the row is written. */
function findDistance(convolution: Node, depthwise: Node): number {
  const window = joinWindows(slideFilter(convolution), slideFilter(depthwise));
  return findRowDistance(window, convolution.inputs[0]!.shape[3], rowBytes(depthwise, 'outputs'));
}
