import { countTiles } from './count-tiles';

/** Amounts by name; each is worth so many cycles, or bytes of code, on an instruction set: `coefficients/`. */
export type Amounts = Record<string, number>;

/** What one call of a kernel does, and what its code consists of, from its compile-time constants alone. */
export interface Features {
  cycles: Amounts;
  code: Amounts;
  /** Of a kernel that does the work of several: what each of them would do by itself. What that costs is an amount by the part's name. */
  parts?: Record<string, KernelPart>;
}

/** What another kernel would do. */
export interface KernelPart {
  kernel: string;
  features: Features;
}

/** Compile-time constants of a kernel, as numbers. */
export type Shape = Record<string, number>;

/** Values of a filter that a loop of tile_s8.h takes at a time, as pairs: arch/armv7e-m/tile_s8.h. */
const UNROLLED_PAIRS = [16, 14, 12, 10, 8, 6, 4, 2];

/** The range of the output decides how an accumulator becomes an int8. */
export function describeRange({ activation_min, activation_max, output_zero_point }: Shape, outputs: number): { cycles: Amounts; code: Amounts } {
  const isGeneral = activation_min !== output_zero_point ? 1 : 0;
  const isCut = (activation_min > -128 ? 1 : 0) + (activation_max < 127 ? 1 : 0);
  return { cycles: { outputs, general_outputs: isGeneral * outputs, cut_outputs: isCut * outputs }, code: { general: isGeneral, cuts: isCut } };
}

/** Of conv_2d_packed_s8; `byRow`: each row of the output begins a tile. */
export function describeTiles(shape: Shape, byRow = false): Features {
  const { output_depth, filter_height, filter_width, input_depth, folded, overwrites_input } = shape;
  const pairs = wordsOf(filter_height * filter_width * input_depth) * 2;
  const filters = Math.ceil(output_depth / 2);
  const { tiles, rows, neighbourRows, windowRows } = countTiles(shape, byRow);
  const unrolled = countUnrolled(pairs);
  const range = describeRange(shape, tiles * 4 * output_depth);
  const isByteWise = input_depth % 4 !== 0 ? 1 : 0;
  return {
    cycles: {
      ...range.cycles,
      overwriting_outputs: overwrites_input ? range.cycles.outputs : 0,
      steps: tiles * filters * pairs,
      plain_steps: folded ? 0 : tiles * filters * pairs,
      turns: pairs > unrolled ? (tiles * filters * pairs) / unrolled : 0,
      filters: tiles * filters,
      tiles,
      window_rows: windowRows,
      gathered: isByteWise ? 0 : (windowRows * filter_width * input_depth) / 4,
      gathered_bytes: isByteWise * windowRows * filter_width * input_depth,
      neighbour_rows: neighbourRows,
      shared: (neighbourRows * (filter_width + 3) * input_depth) / 4,
      rows,
    },
    code: {
      ...range.code, one: 1, unrolled: folded ? unrolled : 1.06 * unrolled, byte_wise: isByteWise, neighbours: neighbourRows > 0 ? 1 : 0,
      spatial: filter_width > 1 ? 1 : 0,
    },
  };
}

/** Of depthwise_3x3_packed_s8 and its shared sister. */
export function describeSlidingColumns(shape: Shape): Features {
  const { batches, input_height, input_width, input_depth, output_height, output_width, stride_height, stride_width, in_place, by_rows } = shape;
  const slidesDown = !by_rows && input_height >= input_width;
  const stride = slidesDown ? stride_height : stride_width;
  const outputs = batches * output_height * output_width * input_depth;
  const lines = batches * input_depth * (slidesDown ? output_width : output_height);
  const range = describeRange(shape, outputs);
  return {
    cycles: {
      ...range.cycles,
      strided_outputs: stride > 1 ? outputs : 0,
      in_place_outputs: in_place ? outputs : 0,
      by_row_outputs: by_rows ? outputs : 0,
      lines,
      channels: by_rows ? lines : batches * input_depth,
    },
    code: { ...range.code, one: 1, strided: stride > 1 ? 1 : 0, in_place },
  };
}

/** Pairs of values in one turn of the loop over a filter. */
export function countUnrolled(pairs: number): number {
  return pairs <= 16 ? pairs : UNROLLED_PAIRS.find((count) => pairs % count === 0)!;
}

/** Words that hold so many bytes. */
export function wordsOf(depth: number): number {
  return Math.ceil(depth / 4);
}
