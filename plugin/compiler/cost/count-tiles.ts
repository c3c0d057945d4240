/** How conv_2d_packed_s8 goes over an image: how many tiles, and how their columns are gathered. */
export interface TileCounts {
  /** Of four pixels. */
  tiles: number;
  /** Rows of filters of all tiles. */
  rows: number;
  /** Of these, those that four neighbours gather together (`gather_neighbours` of columns_s8.h). */
  neighbourRows: number;
  /** Rows of windows that single pixels gather: four to a row of any other tile. */
  windowRows: number;
}

/**
 * Counts the tiles of a convolution from its compile-time constants, as columns_s8.h tells them apart.
 *
 * @param byRow whether each row of the output begins a tile: conv_depthwise_packed_s8
 */
export function countTiles(shape: Record<string, number>, byRow = false): TileCounts {
  const { batches, output_height, output_width, filter_height, overwrites_input } = shape;
  const [runs, pixels] = byRow ? [output_height, output_width] : [1, output_height * output_width];
  const tiles = Math.ceil(pixels / 4);
  let neighbours = 0;
  for (let done = 0; done < pixels; done += 4) {
    const first = pixels - done < 4 && pixels >= 4 && !overwrites_input ? pixels - 4 : done;
    if (areNeighbours(shape, first % output_width)) neighbours++;
  }
  const count = batches * runs;
  return {
    tiles: count * tiles,
    rows: count * tiles * filter_height,
    neighbourRows: count * neighbours * filter_height,
    windowRows: count * (tiles - neighbours) * 4 * filter_height,
  };
}

/** `are_neighbours` of columns_s8.h. */
function areNeighbours(shape: Record<string, number>, ox: number): boolean {
  const { filter_width, stride_width, dilation_width, input_depth, input_width, output_width, pad_left } = shape;
  const fits = filter_width === 3 && stride_width === 1 && dilation_width === 1 && input_depth % 8 === 0;
  return fits && ox >= pad_left && ox - pad_left + 6 <= input_width && ox + 4 <= output_width;
}
