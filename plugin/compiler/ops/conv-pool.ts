import { quantizedRange } from './activation';
import { countParts, isSingleImage, joinWindows, packConvolution } from './fused-parts';
import type { LoweringTarget, Node, Operator } from './operator';
import { slidePool } from './pool-2d';
import { slideFilter, type Sliding } from './spatial';
import { overlapInput } from './write-distance';

/** The name of the op that stands for a convolution and the MAX_POOL_2D behind it. */
export const CONV_MAX_POOL = 'CONV_2D_MAX_POOL_2D';

/** The same with an AVERAGE_POOL_2D. */
export const CONV_AVERAGE_POOL = 'CONV_2D_AVERAGE_POOL_2D';

/** Pixels of a tile: as many values has the largest window that the largest of them is taken of. */
const TILE = 4;

/**
 * A CONV_2D and the MAX_POOL_2D that alone reads it, where windows of up to four values do not overlap: the tensor between them never exists. No
 * operator of TFLite; passes/fuse-pool.ts makes it, inputs: those of the convolution.
 */
export const convMaxPool: Operator = {
  options: {},
  infer: ({ outputs: [output] }) => [output.shape],
  check: () => undefined,

  lower(node, target) {
    const [convolution, pool] = node.parts!;
    const tiles = packConvolution(convolution, target, 'convolution')!;
    const { dilation_height: _rows, dilation_width: _columns, ...window } = slideOver(convolution, pool);
    const { filter_height, filter_width } = window;
    const pixels = filter_height * filter_width <= TILE / 2 ? 2 : 1;
    return {
      kernel: 'conv_max_pool_packed_s8',
      note: `Under each ${filter_height}x${filter_width} window of the pool only the largest sum is requantized`,
      constants: {},
      partConstants: { convolution: { ...tiles.constants, ...cutRange(convolution, pool) }, pool: window },
      ...overlapInput(node, target, joinWindows(slideFilter(convolution), slideOver(convolution, pool)), { pixels, readsFirst: true }),
      args: [
        { tensor: node.inputs[0]! },
        ...tiles.tables.map((table) => ({ table })),
        { tensor: node.outputs[0] },
        { scratchBytes: tiles.scratchBytes },
      ],
    };
  },

  macs: countParts,
};

/**
 * A CONV_2D and the AVERAGE_POOL_2D of the whole image that alone reads it: the tensor between them never exists. No operator of TFLite;
 * passes/fuse-pool.ts makes it, inputs: those of the convolution.
 */
export const convAveragePool: Operator = {
  options: {},
  infer: ({ outputs: [output] }) => [output.shape],
  check: () => undefined,

  lower(node, target) {
    const [convolution, pool] = node.parts!;
    const tiles = packConvolution(convolution, target, 'convolution')!;
    return {
      kernel: 'conv_average_pool_packed_s8',
      note: 'Outputs are added as they come',
      constants: {},
      partConstants: { convolution: tiles.constants, pool: quantizedRange(pool.options.activation as number, pool.outputs[0]) },
      writeDistance: 0, // all is read before anything is written
      args: [
        { tensor: node.inputs[0]! },
        ...tiles.tables.map((table) => ({ table })),
        { tensor: node.outputs[0] },
        { scratchBytes: Int32Array.BYTES_PER_ELEMENT * node.outputs[0].shape[3] + tiles.scratchBytes },
      ],
    };
  },

  macs: countParts,
};

/** Whether the fused kernel can do a convolution and the MAX_POOL_2D behind it. */
export function canFuseMaxPool([convolution, pool]: readonly Node[], target: LoweringTarget): boolean {
  if (!isSingleImage(convolution) || !fitsBehind(convolution, pool)) return false;
  const { filter_height, filter_width, stride_height, stride_width } = slideOver(convolution, pool);
  const isApart = filter_height <= stride_height && filter_width <= stride_width;
  return isApart && filter_height * filter_width <= TILE && packConvolution(convolution, target, 'convolution') !== undefined;
}

/** Whether the fused kernel can do a convolution and the AVERAGE_POOL_2D behind it. */
export function canFuseAveragePool([convolution, pool]: readonly Node[], target: LoweringTarget): boolean {
  if (!isSingleImage(convolution) || !fitsBehind(convolution, pool) || pool.op.wasUnsigned) return false;
  const { output_height, output_width, filter_height, filter_width, input_height, input_width, pad_top, pad_left } = slideOver(convolution, pool);
  const isWhole = output_height * output_width === 1 && filter_height - pad_top >= input_height && filter_width - pad_left >= input_width;
  return isWhole && packConvolution(convolution, target, 'convolution') !== undefined;
}

/** Whether a pool reads the image that a convolution writes, or a line of pixels that a view has turned: `[1, 1, n, d]` and `[1, n, 1, d]`. */
function fitsBehind(convolution: Node, pool: Node): boolean {
  const [, height, width, depth] = convolution.outputs[0].shape;
  const [, poolHeight, poolWidth, poolDepth] = pool.inputs[0]!.shape;
  if (pool.inputs[0]!.dtype !== 'int8' || pool.inputs[0]!.shape[0] !== 1 || depth !== poolDepth) return false;
  return (height === poolHeight && width === poolWidth) || isTurned(convolution, pool);
}

function isTurned(convolution: Node, pool: Node): boolean {
  const [, height, width] = convolution.outputs[0].shape;
  const [, poolHeight, poolWidth] = pool.inputs[0]!.shape;
  return (height === 1 || width === 1) && height === poolWidth && width === poolHeight;
}

/** How the pool slides over the image as the convolution has it. */
function slideOver(convolution: Node, pool: Node): Sliding {
  const sliding = slidePool(pool);
  const [, height, width] = convolution.outputs[0].shape;
  if (sliding.input_height === height && sliding.input_width === width) return sliding;
  return {
    input_height: sliding.input_width, input_width: sliding.input_height,
    output_height: sliding.output_width, output_width: sliding.output_height,
    filter_height: sliding.filter_width, filter_width: sliding.filter_height,
    stride_height: sliding.stride_width, stride_width: sliding.stride_height,
    dilation_height: 1, dilation_width: 1,
    pad_top: sliding.pad_left, pad_left: sliding.pad_top,
  };
}

/** The range of both activations: what the convolution's leaves, cut by the pool's. */
function cutRange(convolution: Node, pool: Node): { activation_min: number; activation_max: number } {
  const own = quantizedRange(convolution.options.activation as number, convolution.outputs[0]);
  const outer = quantizedRange(pool.options.activation as number, pool.outputs[0]);
  const cut = (value: number): number => Math.min(outer.activation_max, Math.max(outer.activation_min, value));
  return { activation_min: cut(own.activation_min), activation_max: cut(own.activation_max) };
}
