import { describe, expect, test } from 'vitest';
import type { Sliding } from './spatial';
import { findTileDistance, findWriteDistance, type Sweep, type TileSweep } from './write-distance';

/** Runs a kernel on marks instead of numbers: whether it reads a byte that it has overwritten. */
function spoilsItsInput(sliding: Sliding, sweep: Sweep, distance: number): boolean {
  const overwritten = new Set<number>();
  const count = sliding.output_height * sliding.output_width;
  for (let first = 0; first < count; first += sweep.pixels) {
    const end = Math.min(first + sweep.pixels, count);
    const reads = listReads(sliding, first, end);
    const spoilt = () => reads.some((pixel) => Array.from({ length: sweep.inputPixelBytes }, (_, byte) => distance + pixel * sweep.inputPixelBytes + byte).some((at) => overwritten.has(at)));
    if (spoilt()) return true;
    for (let at = first * sweep.outputPixelBytes; at < end * sweep.outputPixelBytes; at++) overwritten.add(at);
    if (!sweep.readsFirst && spoilt()) return true;
  }
  return false;
}

/** Pixels of the input under the windows of output pixels `first` to `end - 1`. */
function listReads(sliding: Sliding, first: number, end: number): number[] {
  const pixels: number[] = [];
  for (let pixel = first; pixel < end; pixel++) {
    for (let fy = 0; fy < sliding.filter_height; fy++) {
      for (let fx = 0; fx < sliding.filter_width; fx++) {
        const y = Math.floor(pixel / sliding.output_width) * sliding.stride_height - sliding.pad_top + fy * sliding.dilation_height;
        const x = (pixel % sliding.output_width) * sliding.stride_width - sliding.pad_left + fx * sliding.dilation_width;
        if (y >= 0 && y < sliding.input_height && x >= 0 && x < sliding.input_width) pixels.push(y * sliding.input_width + x);
      }
    }
  }
  return pixels;
}

/** The same for steps of tiles: whether a step reads a byte that an earlier one has overwritten. */
function tilesSpoilTheirInput(sliding: Sliding, { inputPixelBytes, outputPixelBytes, tiles }: TileSweep, distance: number): boolean {
  const overwritten = new Set<number>();
  const columns = Math.ceil(sliding.output_width / 2);
  const count = columns * Math.ceil(sliding.output_height / 2);
  for (let first = 0; first < count; first += tiles) {
    const pixels = Array.from({ length: Math.min(tiles, count - first) }, (_, index) => first + index).flatMap((tile) => {
      const [top, left] = [2 * Math.floor(tile / columns), 2 * (tile % columns)];
      const tilePixels = [[top, left], [top, left + 1], [top + 1, left], [top + 1, left + 1]];
      const inside = tilePixels.filter(([y, x]) => y < sliding.output_height && x < sliding.output_width);
      return inside.map(([y, x]) => y * sliding.output_width + x);
    });
    const reads = pixels.flatMap((pixel) => listReads(sliding, pixel, pixel + 1));
    const bytes = (pixel: number, size: number): number[] => Array.from({ length: size }, (_, byte) => pixel * size + byte);
    if (reads.some((pixel) => bytes(pixel, inputPixelBytes).some((at) => overwritten.has(distance + at)))) return true;
    pixels.forEach((pixel) => bytes(pixel, outputPixelBytes).forEach((at) => overwritten.add(at)));
  }
  return false;
}

/** One direction of all small slides, TFLite's paddings. */
const DIRECTIONS = [1, 2, 3, 4, 5].flatMap((input) =>
  [1, 2, 3].flatMap((filter) =>
    [1, 2].flatMap((stride) =>
      [1, 2].flatMap((dilation) => {
        const reach = (filter - 1) * dilation + 1;
        const same = Math.ceil(input / stride);
        const valid = Math.ceil((input - reach + 1) / stride);
        const before = Math.max(0, (same - 1) * stride + reach - input) >> 1;
        return [{ input, filter, stride, dilation, output: same, before }, ...(valid > 0 ? [{ input, filter, stride, dilation, output: valid, before: 0 }] : [])];
      }),
    ),
  ),
);

describe('findWriteDistance', () => {
  test('is enough and not a byte too much, for all small shapes', () => {
    let checked = 0;
    DIRECTIONS.forEach((rows, index) => {
      // each direction down with a fifth of those across, another fifth each time
      for (const columns of DIRECTIONS.filter((_, other) => (index + other) % 5 === 0)) {
        const sliding: Sliding = {
          input_height: rows.input, input_width: columns.input, output_height: rows.output, output_width: columns.output,
          filter_height: rows.filter, filter_width: columns.filter, stride_height: rows.stride, stride_width: columns.stride,
          dilation_height: rows.dilation, dilation_width: columns.dilation, pad_top: rows.before, pad_left: columns.before,
        };
        for (const [inputPixelBytes, outputPixelBytes, pixels, readsFirst] of [[1, 1, 1, false], [2, 1, 4, true], [1, 3, 4, true], [2, 3, 1, false]] as const) {
          const sweep = { inputPixelBytes, outputPixelBytes, pixels, readsFirst };
          const distance = findWriteDistance(sliding, sweep);
          if (spoilsItsInput(sliding, sweep, distance)) throw new Error(`${distance} is too little for ${JSON.stringify({ sliding, sweep })}`);
          if (distance > 0 && !spoilsItsInput(sliding, sweep, distance - 1)) throw new Error(`${distance} is too much for ${JSON.stringify({ sliding, sweep })}`);
          checked++;
        }
      }
    });
    expect(checked).toBeGreaterThan(5000);
  });

  test('is enough for tiles, and not a byte too much, for all small images', () => {
    const sides = [1, 2, 3, 4, 5, 6].flatMap((input) =>
      [{ input, output: input, before: 1 }, ...(input > 2 ? [{ input, output: input - 2, before: 0 }] : [])]);
    for (const rows of sides) {
      for (const columns of sides.filter(({ before }) => before === rows.before)) {
        const sliding: Sliding = {
          input_height: rows.input, input_width: columns.input, output_height: rows.output, output_width: columns.output,
          filter_height: 3, filter_width: 3, stride_height: 1, stride_width: 1, dilation_height: 1, dilation_width: 1, pad_top: rows.before, pad_left: columns.before,
        };
        for (const [inputPixelBytes, outputPixelBytes, tiles] of [[1, 1, 4], [2, 1, 1], [1, 3, 2], [2, 3, 8]]) {
          const distance = findTileDistance(sliding, { inputPixelBytes, outputPixelBytes, tiles });
          const spoils = (by: number): boolean => tilesSpoilTheirInput(sliding, { inputPixelBytes, outputPixelBytes, tiles }, by);
          const shown = JSON.stringify({ sliding, inputPixelBytes, outputPixelBytes, tiles });
          if (spoils(distance)) throw new Error(`${distance} is too little for ${shown}`);
          if (distance > 0 && !spoils(distance - 1)) throw new Error(`${distance} is too much for ${shown}`);
        }
      }
    }
  });

  test('lets a pointwise convolution widen its input in place, from the end of its memory', () => {
    const sliding: Sliding = {
      input_height: 8, input_width: 8, output_height: 8, output_width: 8, filter_height: 1, filter_width: 1,
      stride_height: 1, stride_width: 1, dilation_height: 1, dilation_width: 1, pad_top: 0, pad_left: 0,
    };
    const sweep = { inputPixelBytes: 8, outputPixelBytes: 16, pixels: 4, readsFirst: true };
    expect(findWriteDistance(sliding, sweep)).toBe(64 * 8 - 4 * 8);
  });
});
