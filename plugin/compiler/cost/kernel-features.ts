import type { Constants, Lowering } from '../ops/operator';
import { countTiles } from './count-tiles';
import { describePooledTiles, inColumns, inRows, joinParts } from './joint-features';
import { describeRange, describeSlidingColumns, describeTiles, wordsOf, type Features, type Shape } from './layer-features';

/** Words that a loop of rows_s8.h takes at a time: arch/armv7e-m/rows_s8.h. */
const UNROLLED_WORDS = [8, 6, 5, 4, 3, 2, 1];

/** A kernel without a row of its own costs by what it reads and writes. */
const KERNELS: Record<string, (shape: Shape, parts: Record<string, Shape>) => Features> = {
  conv_2d_packed_s8: (shape) => describeTiles(shape),
  conv_2d_shared_s8: describeSharedTiles,
  conv_2d_s8: describePlainConvolution,
  conv_winograd_s8: describeWinograd,
  conv_winograd_expanding_s8: describeWinograd,
  conv_winograd_add_s8: (_, { convolution }) => describeSummed('conv_winograd_s8', convolution),
  conv_winograd_expanding_add_s8: (_, { convolution }) => describeSummed('conv_winograd_expanding_s8', convolution),
  depthwise_3x3_packed_s8: describeSlidingColumns,
  depthwise_3x3_shared_s8: (shape) => describeSlidingColumns({ ...shape, in_place: 0, by_rows: 0 }),
  depthwise_packed_s8: describeTaps,
  depthwise_shared_s8: describeTaps,
  depthwise_conv_2d_s8: describePlainConvolution,
  conv_depthwise_packed_s8: (_, parts) => joinParts({ convolution: inRows(parts.convolution), depthwise: inColumns(parts.depthwise) }),
  depthwise_conv_packed_s8: (_, { depthwise, pointwise }) => joinParts({ depthwise: inColumns(depthwise), pointwise: inRows(pointwise, depthwise) }),
  conv_depthwise_conv_packed_s8: (_, { convolution, depthwise, pointwise }) =>
    joinParts({ convolution: inRows(convolution), depthwise: inColumns(depthwise), pointwise: inRows(pointwise, depthwise) }),
  conv_max_pool_packed_s8: (_, { convolution, pool }) => describePooledTiles(convolution, pool),
  conv_average_pool_packed_s8: (_, { convolution }) =>
    joinParts({ convolution: { kernel: 'conv_2d_packed_s8', features: describeTiles({ ...convolution, overwrites_input: 1 }) } }),
  fully_connected_packed_s8: describeRows,
  fully_connected_s8: describePlainLayer,
  fully_connected_per_channel_s8: describePlainLayer,
};

/** The amounts of one lowering; undefined where only what it reads and writes can be said. */
export function describeKernel({ kernel, constants, partConstants = {} }: Lowering): Features | undefined {
  const parts = Object.fromEntries(Object.entries(partConstants).map(([name, part]) => [name, numbersOf(part)]));
  return KERNELS[kernel]?.(numbersOf(constants), parts);
}

function numbersOf(constants: Constants): Shape {
  return Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, typeof value === 'number' ? value : value.float32]));
}

function describeSharedTiles(shape: Shape): Features {
  const { output_depth, filter_height, filter_width, input_depth } = shape;
  const depth = filter_height * filter_width * input_depth;
  const filters = Math.ceil(output_depth / 2);
  const { tiles } = countTiles(shape);
  const isByteWise = input_depth % 4 !== 0 ? 1 : 0;
  return {
    cycles: {
      steps: tiles * filters * wordsOf(depth) * 2,
      filters: tiles * filters,
      outputs: tiles * 4 * output_depth,
      tiles,
      taps: tiles * 4 * filter_height * filter_width,
      gathered: isByteWise ? 0 : tiles * depth,
      gathered_bytes: isByteWise * tiles * 4 * depth,
    },
    code: { one: 1 },
  };
}

/** Tiles of 2x2 pixels in groups of four: windows and filters in Winograd's domain, 16 products for 36, filters expanded for `groups` groups. */
function describeWinograd(shape: Shape): Features {
  const { batches, output_height, output_width, input_depth, output_depth, groups } = shape;
  const tiles = batches * Math.ceil(output_height / 2) * Math.ceil(output_width / 2);
  const quads = Math.ceil(tiles / 4);
  const range = describeRange(shape, batches * output_height * output_width * output_depth);
  return {
    cycles: {
      ...range.cycles,
      products: quads * input_depth * output_depth,
      windows: quads * input_depth,
      filters: quads * Math.ceil(output_depth / 2),
      expanded: Math.ceil(quads / groups) * input_depth * output_depth,
    },
    code: { ...range.code, one: 1 },
  };
}

/** The same with a sum behind each output. */
function describeSummed(kernel: string, convolution: Shape): Features {
  const { batches, output_height, output_width, output_depth } = convolution;
  return { cycles: { sums: batches * output_height * output_width * output_depth }, code: {}, parts: { convolution: { kernel, features: describeWinograd(convolution) } } };
}

function describePlainConvolution(shape: Shape): Features {
  const { batches, output_height, output_width, output_depth, filter_height, filter_width, filter_depth = 1 } = shape;
  const outputs = batches * output_height * output_width * output_depth;
  const taps = outputs * filter_height * filter_width;
  return { cycles: { outputs, taps, macs: taps * filter_depth, vectors: taps * Math.ceil(filter_depth / 16) }, code: { one: 1, spatial: filter_width > 1 ? 1 : 0 } };
}

function describeTaps(shape: Shape): Features {
  const { batches, output_height, output_width, input_depth, filter_height, filter_width } = shape;
  const taps = filter_height * filter_width;
  const pixels = batches * output_height * output_width;
  const outputs = pixels * input_depth;
  return {
    cycles: { pixels, taps: pixels * taps, outputs, tap_pairs: (outputs / 4) * Math.ceil(taps / 2), channels: input_depth },
    code: { one: 1, taps: Math.ceil(taps / 2) },
  };
}

function describeRows(shape: Shape): Features {
  const { batches, input_depth, output_depth, folded, channel_words } = shape;
  const groups = batches * Math.ceil(output_depth / 4);
  const words = Math.floor(input_depth / 4);
  const unrolled = words <= 8 ? words : UNROLLED_WORDS.find((count) => words % count === 0)!;
  const range = describeRange(shape, batches * output_depth);
  return {
    cycles: {
      ...range.cycles,
      groups,
      words: groups * words,
      plain_words: folded ? 0 : groups * words,
      turns: words > unrolled ? (groups * words) / unrolled : 0,
      rest: groups * (input_depth % 4),
      one: 1,
    },
    code: { ...range.code, one: 1, unrolled, rest: input_depth % 4, own_scales: channel_words > 1 ? 1 : 0 },
  };
}

function describePlainLayer({ batches, input_depth, output_depth }: Shape): Features {
  const outputs = batches * output_depth;
  return { cycles: { outputs, macs: outputs * input_depth }, code: { one: 1 } };
}
