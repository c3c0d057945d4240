/** How integers stand for reals: `real = scale * (integer - zeroPoint)`, with one scale a tensor or one per slice of `axis`. */
export interface Quantization {
  scales: number[];
  zeroPoints: number[];
  axis: number;
}

/** A positive real as `multiplier / 2^31 * 2^shift`, multiplier in [2^30, 2^31): how integer kernels multiply by a scale. */
export interface FixedPoint {
  multiplier: number;
  shift: number;
}

/** The nearest fixed-point form of a double; zero and what is too small to matter (below 2^-32) become 0. */
export function toFixedPoint(real: number): FixedPoint {
  if (real === 0) return { multiplier: 0, shift: 0 };
  const { fraction, exponent } = splitDouble(real);
  let multiplier = Math.round(fraction * 2 ** 31);
  let shift = exponent;
  if (multiplier === 2 ** 31) {
    multiplier /= 2;
    shift++;
  }
  return shift < -31 ? { multiplier: 0, shift: 0 } : { multiplier, shift };
}

/** `real = fraction * 2^exponent` with fraction in [0.5, 1), exactly. */
function splitDouble(real: number): { fraction: number; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, real);
  const exponent = ((view.getUint16(0) >> 4) & 0x7ff) - 1022;
  return { fraction: real / 2 ** exponent, exponent };
}
