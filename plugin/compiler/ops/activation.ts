import type { Tensor } from '../ir/graph';
import { INTEGER_RANGES } from './integer-ranges';
import type { Float32Constant } from './operator';

/** Names of TFLite's fused activations by code. */
export const ACTIVATION_NAMES = ['none', 'RELU', 'RELU_N1_TO_1', 'RELU6', 'TANH', 'SIGN_BIT'];

const REAL_RANGES: Record<number, [number, number]> = { 1: [0, Infinity], 2: [-1, 1], 3: [0, 6] };
/** The largest finite one. */
export const FLOAT32_MAX = 3.4028234663852886e38;

/** What is wrong with a fused activation (schema enum `ActivationFunctionType`), or undefined. */
export function checkActivation(code: number): string | undefined {
  return code <= 3 ? undefined : `the fused activation ${ACTIVATION_NAMES[code] ?? code}`;
}

/** Bounds of an integer output with a fused activation: the activation's range, quantised, inside what the type holds. */
export function quantizedRange(code: number, output: Tensor): { activation_min: number; activation_max: number } {
  const [low, high] = REAL_RANGES[code] ?? [-Infinity, Infinity];
  const held = INTEGER_RANGES[output.dtype]!;
  return {
    activation_min: Math.max(held.low, quantizeReal(low, output)),
    activation_max: Math.min(held.high, quantizeReal(high, output)),
  };
}

/** Bounds of a float32 output; without an activation the largest finite values, as TFLite has it. */
export function floatRange(code: number): { activation_min: Float32Constant; activation_max: Float32Constant } {
  const [low, high] = REAL_RANGES[code] ?? [-Infinity, Infinity];
  return {
    activation_min: { float32: Math.max(low, -FLOAT32_MAX) },
    activation_max: { float32: Math.min(high, FLOAT32_MAX) },
  };
}

/** A real in the tensor's integers: quotient in float32, rounded half away from zero. */
export function quantizeReal(real: number, tensor: Tensor): number {
  if (!Number.isFinite(real)) return real;
  const { scales, zeroPoints } = tensor.quantization!;
  return zeroPoints[0] + roundHalfAway(Math.fround(real / scales[0]));
}

/** Rounds halves away from zero, as C's `round` does and JavaScript's does not. */
export function roundHalfAway(value: number): number {
  return value < 0 ? -Math.round(-value) : Math.round(value);
}
