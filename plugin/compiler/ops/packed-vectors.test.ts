import { describe, expect, test } from 'vitest';
import { RING_DISTANCE } from './packed-vectors';
import type { Sliding } from './spatial';

/** Runs depthwise_vectors_s8 on marks instead of numbers: whether it reads a row that it has overwritten. */
function spoilsItsInput(sliding: Sliding, depth: number, distance: number): boolean {
  const reach = (sliding.filter_height - 1) * sliding.dilation_height + 1;
  const rowBytes = sliding.input_width * depth;
  let overwritten = 0;
  let ready = 0;
  for (let oy = 0; oy < sliding.output_height; oy++) {
    const top = oy * sliding.stride_height;
    for (ready = Math.max(ready, top); ready < top + reach; ready++) {
      const y = ready - sliding.pad_top;
      if (y >= 0 && y < sliding.input_height && distance + y * rowBytes < overwritten) return true;
    }
    overwritten += sliding.output_width * depth;
  }
  return false;
}

/** Slides with TFLite's paddings, SAME and VALID. */
function listSlides(): Sliding[] {
  const slides: Sliding[] = [];
  for (const [size, width, filter, stride, dilation] of product([1, 2, 3, 5, 6, 8], [1, 2, 4, 5], [1, 2, 3, 5], [1, 2, 3], [1, 2])) {
    const reach = (filter - 1) * dilation + 1;
    for (const isSame of [true, false]) {
      const count = (input: number): number => Math.ceil((isSame ? input : input - reach + 1) / stride);
      const pad = (input: number): number => (isSame ? Math.max(0, (count(input) - 1) * stride + reach - input) >> 1 : 0);
      if (count(size) < 1 || count(width) < 1) continue;
      slides.push({
        input_height: size, input_width: width, output_height: count(size), output_width: count(width), filter_height: filter, filter_width: filter,
        stride_height: stride, stride_width: stride, dilation_height: dilation, dilation_width: dilation, pad_top: pad(size), pad_left: pad(width),
      });
    }
  }
  return slides;
}

function product(...axes: number[][]): number[][] {
  return axes.reduce<number[][]>((rows, axis) => rows.flatMap((row) => axis.map((value) => [...row, value])), [[]]);
}

describe('RING_DISTANCE', () => {
  test('is enough for all small shapes', () => {
    const slides = listSlides();
    expect(slides.length).toBeGreaterThan(500);
    for (const sliding of slides) {
      if (spoilsItsInput(sliding, 3, RING_DISTANCE)) throw new Error(`it is too little for ${JSON.stringify(sliding)}`);
    }
  });

  test('is not a row too much for strides of 1', () => {
    const slides = listSlides().filter(({ stride_height, pad_top, input_height, filter_height }) => {
      return stride_height === 1 && pad_top > 0 && input_height > filter_height;
    });
    expect(slides.length).toBeGreaterThan(10);
    for (const sliding of slides) expect(spoilsItsInput(sliding, 3, -sliding.input_width * 3 * sliding.filter_height * 2)).toBe(true);
  });
});
