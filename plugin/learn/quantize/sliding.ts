import type { Op } from '../../compiler/ir/graph';

/** One axis of a sliding window, as TFLite defines it: output `o`, tap `k` read input `o * stride + k * dilation - before`. */
export interface Sliding {
  outputs: number;
  taps: number;
  stride: number;
  dilation: number;
  /** Padding before the first value. */
  before: number;
}

/** Both axes of a convolution or pool over an NHWC input. */
export function slidingOf(op: Op, input: number[], output: number[], taps: [number, number]): [Sliding, Sliding] {
  const axis = (index: 0 | 1, name: 'Height' | 'Width'): Sliding => {
    const stride = op.options[`stride${name}`] as number;
    const dilation = (op.options[`dilation${name}`] as number) ?? 1;
    const reach = (taps[index] - 1) * dilation + 1;
    const outputs = output[index + 1];
    const before = op.options.padding === 0 ? Math.max(0, Math.floor(((outputs - 1) * stride + reach - input[index + 1]) / 2)) : 0;
    return { outputs, taps: taps[index], stride, dilation, before };
  };
  return [axis(0, 'Height'), axis(1, 'Width')];
}

/** Visits every tap that lies inside the input: `visit(output position, tap, input position)`, positions in pixels. */
export function eachTap([rows, columns]: [Sliding, Sliding], [, height, width]: number[], visit: (out: number, tap: number, at: number) => void): void {
  for (let row = 0; row < rows.outputs; row++) {
    for (let column = 0; column < columns.outputs; column++) {
      for (let y = 0; y < rows.taps; y++) {
        const atY = row * rows.stride + y * rows.dilation - rows.before;
        if (atY < 0 || atY >= height) continue;
        for (let x = 0; x < columns.taps; x++) {
          const atX = column * columns.stride + x * columns.dilation - columns.before;
          if (atX >= 0 && atX < width) visit(row * columns.outputs + column, y * columns.taps + x, atY * width + atX);
        }
      }
    }
  }
}
