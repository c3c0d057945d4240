import { conv2d, packDots, packTiles } from './conv-2d';
import { depthwiseConv2d, quantizedConstants } from './depthwise-conv-2d';
import type { ConstTable, Lowering, LoweringTarget, Node, Operator } from './operator';
import { packDepthwiseRows } from './packed-depthwise';
import { packTaps, ringBytes } from './packed-vectors';
import { slideFilter, type Sliding } from './spatial';
import { findWriteDistance } from './write-distance';

/** The name of the op that stands for both; TFLite has none like it. */
export const FUSED = 'CONV_2D_DEPTHWISE_CONV_2D';

/** Rows of what lies between that the depthwise filter sees at once. */
const ROWS = 3;

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
    const tiles = packTiles(convolution, target)!;
    const tables = packDepthwiseRows(depthwise, slideFilter(depthwise), target)!;
    const [between] = depthwise.inputs;
    const rowBytes = between!.shape[2] * between!.shape[3];
    return {
      kernel: 'conv_depthwise_packed_s8',
      note: 'Row by row: what lies between them is never there as a whole',
      constants: {},
      partConstants: {
        convolution: { ...tiles.constants, overwrites_input: 0 },
        depthwise: { ...quantizedConstants(depthwise), in_place: 0, by_rows: 1 },
      },
      writeDistance: findDistance(convolution, depthwise),
      args: [
        { tensor: node.inputs[0]! },
        { table: rename(tiles.filter, 'convolution_filter') },
        { table: rename(tiles.channels, 'convolution_channels') },
        ...tables.map((table) => ({ table: rename(table, `depthwise_${table.name}`) })),
        { tensor: node.outputs[0] },
        { scratchBytes: tiles.scratchBytes + ROWS * rowBytes },
      ],
    };
  },

  macs: ({ parts }) => conv2d.macs(parts![0]) + depthwiseConv2d.macs(parts![1]),
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
      { table: rename(dots.filter, 'convolution_filter') },
      { table: rename(dots.channels, 'convolution_channels') },
      { table: rename(taps.filter, 'depthwise_filter') },
      { table: rename(taps.channels, 'depthwise_channels') },
      { tensor: node.outputs[0] },
      { scratchBytes: ringBytes(sliding, depthwise.inputs[0]!.shape[3]) + dots.scratchBytes },
    ],
  };
}

/** Whether one of the fused kernels can do these two. */
export function canFuse(convolution: Node, depthwise: Node, target: LoweringTarget): boolean {
  const [input, filter] = convolution.inputs;
  const isInt8 = input?.dtype === 'int8' && input.shape[0] === 1 && filter?.data !== undefined && depthwise.inputs[1]?.data !== undefined;
  if (!isInt8) return false;
  const sliding = slideFilter(depthwise);
  if (packDots(convolution, target) && packTaps(depthwise, sliding, target)) return true;
  return packTiles(convolution, target) !== undefined && packDepthwiseRows(depthwise, sliding, target) !== undefined;
}

/**
 * All that a row of the output needs is read before the row is written: the window of the output's row on the convolution's input is as
 * high as three windows of the convolution, and as wide as the image.
 */
function findDistance(convolution: Node, depthwise: Node): number {
  const [input] = convolution.inputs;
  const first = slideFilter(convolution);
  const second = slideFilter(depthwise);
  const rows: Sliding = {
    ...first,
    output_height: second.output_height, output_width: 1,
    filter_height: (ROWS - 1) * first.stride_height + (first.filter_height - 1) * first.dilation_height + 1, filter_width: first.input_width,
    stride_height: second.stride_height * first.stride_height, stride_width: 1,
    dilation_height: 1, dilation_width: 1,
    pad_top: second.pad_top * first.stride_height + first.pad_top, pad_left: 0,
  };
  const sweep = { inputPixelBytes: input!.shape[3], outputPixelBytes: second.output_width * depthwise.outputs[0].shape[3], pixels: 1, readsFirst: true };
  return findWriteDistance(rows, sweep);
}

function rename(table: ConstTable, name: string): ConstTable {
  return { ...table, name };
}
