import { conv2d } from './conv-2d';
import { packTiles } from './conv-tiles';
import { depthwiseConv2d, quantizedConstants } from './depthwise-conv-2d';
import type { ConstTable, Constants, LoweringTarget, Node, Operator } from './operator';
import { packDepthwiseRows } from './packed-depthwise';
import { slideFilter, type Sliding } from './spatial';
import { findWriteDistance } from './write-distance';

/** A layer as a part of a fused kernel: its tables by the names that they have there, its constants, and memory that it works in. */
export interface FusedPart {
  tables: ConstTable[];
  constants: Constants;
  scratchBytes: number;
}

/** A convolution in tiles, or undefined where tiles don't fit. `name` leads the names of its tables. */
export function packConvolution(node: Node, target: LoweringTarget, name: string): FusedPart | undefined {
  const tiles = packTiles(node, target);
  return tiles && {
    tables: [tiles.filter, tiles.channels].map((table) => renameTable(table, name)),
    constants: { ...tiles.constants, overwrites_input: 0 },
    scratchBytes: tiles.scratchBytes,
  };
}

/** The same for a 1x1 convolution of which each row is an image of its own. */
export function packPointwise(node: Node, target: LoweringTarget): FusedPart | undefined {
  const part = isPointwise(node) ? packConvolution(node, target, 'pointwise') : undefined;
  return part && { ...part, constants: { ...part.constants, input_height: 1, output_height: 1 } };
}

/** A 3x3 depthwise convolution that goes row by row, or undefined where it can't. */
export function packDepthwisePart(node: Node, target: LoweringTarget): FusedPart | undefined {
  const tables = packDepthwiseRows(node, slideFilter(node), target);
  return tables && {
    tables: tables.map((table) => renameTable(table, 'depthwise')),
    constants: { ...quantizedConstants(node), in_place: 0, by_rows: 1 },
    scratchBytes: 0,
  };
}

/** Whether a node reads int8 and constant weights, one image at a time: what all fused kernels ask for. */
export function isSingleImage({ inputs: [input, filter] }: Node): boolean {
  return input?.dtype === 'int8' && input.shape[0] === 1 && filter?.data !== undefined;
}

/** Bytes of a row of a tensor `[1, height, width, depth]` of int8. */
export function rowBytes(node: Node, of: 'inputs' | 'outputs' = 'inputs'): number {
  const [, , width, depth] = node[of][0]!.shape;
  return width * depth;
}

/** `filter` -> `depthwise_filter`. */
export function renameTable(table: ConstTable, part: string): ConstTable {
  return { ...table, name: `${part}_${table.name}` };
}

/** Multiply-accumulates of all parts that have weights. */
export function countParts({ parts = [] }: Node): number {
  const rows: Record<string, Operator> = { CONV_2D: conv2d, DEPTHWISE_CONV_2D: depthwiseConv2d };
  return parts.reduce((sum, part) => sum + (rows[part.op.name]?.macs(part) ?? 0), 0);
}

/** One window over what `first` reads for each window of `second` over what it writes. */
export function joinWindows(first: Sliding, second: Sliding): Sliding {
  const reach = (filter: number, dilation: number): number => (filter - 1) * dilation;
  return {
    ...first,
    output_height: second.output_height, output_width: second.output_width,
    filter_height: reach(second.filter_height, second.dilation_height) * first.stride_height + reach(first.filter_height, first.dilation_height) + 1,
    filter_width: reach(second.filter_width, second.dilation_width) * first.stride_width + reach(first.filter_width, first.dilation_width) + 1,
    stride_height: second.stride_height * first.stride_height, stride_width: second.stride_width * first.stride_width,
    dilation_height: 1, dilation_width: 1,
    pad_top: second.pad_top * first.stride_height + first.pad_top, pad_left: second.pad_left * first.stride_width + first.pad_left,
  };
}

/** The write distance of a kernel that reads all that a row of its output needs before it writes the row: `window` over the image it reads. */
export function findRowDistance(window: Sliding, inputDepth: number, outputRowBytes: number): number {
  const rows = { ...window, output_width: 1, filter_width: window.input_width, stride_width: 1, pad_left: 0 };
  return findWriteDistance(rows, { inputPixelBytes: inputDepth, outputPixelBytes: outputRowBytes, pixels: 1, readsFirst: true });
}

function isPointwise({ inputs: [, filter], options }: Node): boolean {
  return filter!.shape[1] === 1 && filter!.shape[2] === 1 && options.strideHeight === 1 && options.strideWidth === 1;
}
