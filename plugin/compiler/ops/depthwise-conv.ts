import { ROWS } from './conv-depthwise';
import { countParts, findRowDistance, isSingleImage, joinWindows, packConvolution, packDepthwisePart, packPointwise, rowBytes } from './fused-parts';
import type { LoweringTarget, Node, Operator } from './operator';
import { slideFilter } from './spatial';

/** The name of the op that stands for a depthwise convolution and the 1x1 one behind it. */
export const DEPTHWISE_POINTWISE = 'DEPTHWISE_CONV_2D_CONV_2D';

/** The same with the convolution in front of both. */
export const INVERTED = 'CONV_2D_DEPTHWISE_CONV_2D_CONV_2D';

const NOTE = 'Row by row: what lies between them is never there as a whole';

/**
 * A 3x3 DEPTHWISE_CONV_2D and the 1x1 CONV_2D that alone reads it, row by row: one row of the tensor between them exists. No operator of TFLite;
 * passes/fuse-pointwise.ts makes it, inputs: those of the depthwise convolution, then weights and bias of the other.
 */
export const depthwiseConv: Operator = {
  options: {},
  infer: ({ outputs: [output] }) => [output.shape],
  check: () => undefined,

  lower(node, target) {
    const [depthwise, pointwise] = node.parts!;
    const [columns, tiles] = [packDepthwisePart(depthwise, target)!, packPointwise(pointwise, target)!];
    return {
      kernel: 'depthwise_conv_packed_s8',
      note: NOTE,
      constants: {},
      partConstants: { depthwise: columns.constants, pointwise: tiles.constants },
      writeDistance: findRowDistance(slideFilter(depthwise), depthwise.inputs[0]!.shape[3], rowBytes(pointwise, 'outputs')),
      args: [
        { tensor: node.inputs[0]! },
        ...[...columns.tables, ...tiles.tables].map((table) => ({ table })),
        { tensor: node.outputs[0] },
        { scratchBytes: tiles.scratchBytes + rowBytes(pointwise) },
      ],
    };
  },

  macs: countParts,
};

/**
 * CONV_2D, 3x3 DEPTHWISE_CONV_2D and 1x1 CONV_2D in a chain, row by row: of the wide tensors between them four rows exist. No operator of
 * TFLite; passes/fuse-pointwise.ts makes it, inputs: those of the first, then weights and biases of the others.
 */
export const convDepthwiseConv: Operator = {
  options: {},
  infer: ({ outputs: [output] }) => [output.shape],
  check: () => undefined,

  lower(node, target) {
    const [convolution, depthwise, pointwise] = node.parts!;
    const wide = packConvolution(convolution, target, 'convolution')!;
    const [columns, tiles] = [packDepthwisePart(depthwise, target)!, packPointwise(pointwise, target)!];
    const window = joinWindows(slideFilter(convolution), slideFilter(depthwise));
    return {
      kernel: 'conv_depthwise_conv_packed_s8',
      note: NOTE,
      constants: {},
      partConstants: { convolution: wide.constants, depthwise: columns.constants, pointwise: tiles.constants },
      writeDistance: findRowDistance(window, convolution.inputs[0]!.shape[3], rowBytes(pointwise, 'outputs')),
      args: [
        { tensor: node.inputs[0]! },
        ...[...wide.tables, ...columns.tables, ...tiles.tables].map((table) => ({ table })),
        { tensor: node.outputs[0] },
        { scratchBytes: Math.max(wide.scratchBytes, tiles.scratchBytes) + ROWS * rowBytes(depthwise) + rowBytes(pointwise) },
      ],
    };
  },

  macs: countParts,
};

/** Whether the fused kernel can do a depthwise convolution and the one behind it, with or without one in front. */
export function canFusePointwise(parts: readonly Node[], target: LoweringTarget): boolean {
  const [depthwise, pointwise] = parts.slice(-2);
  const first = parts.length > 2 ? parts[0] : undefined;
  return parts.every(isSingleImage) && packDepthwisePart(depthwise, target) !== undefined && packPointwise(pointwise, target) !== undefined &&
    (!first || packConvolution(first, target, 'convolution') !== undefined);
}
