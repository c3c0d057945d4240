import type { Quantization } from '../../compiler/ir/quantization';
import type { Range } from './observe-ranges';

/** Of the outputs of SOFTMAX and LOGISTIC, as the TFLite quantization specification fixes it. */
export const SCORE_QUANTIZATION: Quantization = { scales: [1 / 256], zeroPoints: [-128], axis: 0 };
/** Of the output of LOG_SOFTMAX, as the TFLite int8 specification fixes it. */
export const LOG_SCORE_QUANTIZATION: Quantization = { scales: [1 / 16], zeroPoints: [127], axis: 0 };
/** Of the output of TANH, as the TFLite int8 specification fixes it. */
export const TANH_QUANTIZATION: Quantization = { scales: [1 / 128], zeroPoints: [0], axis: 0 };

/** Biases stay below 2^29, so that no accumulator leaves 32 bits. */
const LARGEST_BIAS = 2 ** 29;

/** int8 for activations: the whole range on -128..127, zero exactly on an integer. */
export function activationQuantization({ min, max }: Range): Quantization {
  if (min === max) return { scales: [1], zeroPoints: [0], axis: 0 };
  const scale = Math.fround((max - min) / 255);
  const zeroPoint = Math.min(127, Math.max(-128, Math.round(-128 - min / scale)));
  return { scales: [scale], zeroPoints: [zeroPoint], axis: 0 };
}

/**
 * int8 for weights: symmetric on -127..127, one scale per slice of `axis`.
 *
 * @param bias by slice; a scale grows where the bias could not be an int32 otherwise
 */
export function weightQuantization(
  values: Float32Array, shape: readonly number[], axis: number, bias: Float32Array | undefined, inputScale: number,
): Quantization {
  const largest = new Float64Array(shape[axis]);
  const sliceOf = sliceIndex(shape, axis);
  values.forEach((value, at) => (largest[sliceOf(at)] = Math.max(largest[sliceOf(at)], Math.abs(value))));
  const largestBias = (slice: number): number => Math.abs(bias?.[slice] ?? 0);
  const scales = Array.from(largest, (most, slice) => Math.fround(Math.max(most / 127, largestBias(slice) / (inputScale * LARGEST_BIAS)) || 1));
  return { scales, zeroPoints: scales.map(() => 0), axis };
}

/** Symmetric int8 weights, -127..127, with a scale for each slice along `axis`. */
export function quantizeWeights(values: Float32Array, shape: readonly number[], { scales, axis }: Quantization): Int8Array {
  const sliceOf = sliceIndex(shape, axis);
  return Int8Array.from(values, (value, at) => Math.min(127, Math.max(-127, Math.round(value / scales[sliceOf(at)]))));
}

/** int32 biases at the scale of the accumulator: input scale times weight scale. */
export function quantizeBias(values: Float32Array, inputScale: number, weightScales: readonly number[]): { values: Int32Array; quantization: Quantization } {
  const scales = weightScales.map((scale) => Math.fround(inputScale * scale));
  const quantized = Int32Array.from(values, (value, at) => Math.round(value / scales[at % scales.length]));
  return { values: quantized, quantization: { scales, zeroPoints: scales.map(() => 0), axis: 0 } };
}

/** int8 values -128..127 of one scale and zero point. */
export function quantizeActivations(values: Float32Array, { scales: [scale], zeroPoints: [zeroPoint] }: Quantization): Int8Array {
  return Int8Array.from(values, (value) => Math.min(127, Math.max(-128, Math.round(value / scale) + zeroPoint)));
}

function sliceIndex(shape: readonly number[], axis: number): (at: number) => number {
  const inner = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  return (at) => Math.floor(at / inner) % shape[axis];
}
