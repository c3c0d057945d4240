import { countUnrolled, describeRange, describeSlidingColumns, describeTiles, wordsOf, type Features, type KernelPart, type Shape } from './layer-features';

/** A convolution row by row, or of each row that a depthwise one gives. */
export function inRows(convolution: Shape, depthwise?: Shape): KernelPart {
  const { cycles, code } = describeTiles(convolution, true);
  const rows = depthwise ? depthwise.output_height : 1;
  return { kernel: 'conv_2d_packed_s8', features: { cycles: Object.fromEntries(Object.entries(cycles).map(([name, amount]) => [name, rows * amount])), code } };
}

/** A depthwise convolution by rows. */
export function inColumns(depthwise: Shape): KernelPart {
  return { kernel: 'depthwise_3x3_packed_s8', features: describeSlidingColumns(depthwise) };
}

/** Of a kernel that does all of these. */
export function joinParts(parts: Record<string, KernelPart>): Features {
  return { cycles: {}, code: {}, parts };
}

/** Tiles that are windows of a pool, or two of them: of the sums of four pixels the largest are requantized. */
export function describePooledTiles(convolution: Shape, pool: Shape): Features {
  const { output_depth, filter_height, filter_width, input_depth, folded } = convolution;
  const windows = pool.output_height * pool.output_width;
  const tiles = pool.filter_height * pool.filter_width <= 2 ? Math.ceil(windows / 2) : windows;
  const pairs = wordsOf(filter_height * filter_width * input_depth) * 2;
  const filters = tiles * Math.ceil(output_depth / 2);
  const unrolled = countUnrolled(pairs);
  const range = describeRange(convolution, windows * output_depth);
  const isByteWise = input_depth % 4 !== 0 ? 1 : 0;
  const windowRows = tiles * 4 * filter_height;
  const features = {
    cycles: {
      ...range.cycles,
      steps: filters * pairs,
      plain_steps: folded ? 0 : filters * pairs,
      turns: pairs > unrolled ? (filters * pairs) / unrolled : 0,
      filters,
      tiles,
      window_rows: windowRows,
      gathered: isByteWise ? 0 : (windowRows * filter_width * input_depth) / 4,
      gathered_bytes: isByteWise * windowRows * filter_width * input_depth,
    },
    code: { ...range.code, one: 1, unrolled: folded ? unrolled : 1.06 * unrolled, byte_wise: isByteWise, spatial: filter_width > 1 ? 1 : 0 },
  };
  return { cycles: { sums: tiles * 4 * output_depth }, code: {}, parts: { convolution: { kernel: 'conv_2d_packed_s8', features } } };
}
