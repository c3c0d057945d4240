import type { TensorInfo } from '../compile-model';
import { featureCount, LEVELS, type DspSpec, type ImpulseSpec } from './impulse-spec';

/** Features that a DSP block writes straight into the input tensor of the one model that sees them. */
export interface QuantizedFeatures {
  dsp: DspSpec;
  tensor: TensorInfo;
  /** Bytes that stand for the levels of the block's plan. */
  levels: number[];
}

/**
 * What an impulse writes quantized, or undefined where features must exist as floats: another learn block wants them, the model takes
 * floats, or the block is fed in slices or cannot tell the few values that its features have.
 */
export function quantizedFeatures({ dsp, learn }: Pick<ImpulseSpec, 'dsp' | 'learn'>): QuantizedFeatures | undefined {
  const [use] = dsp;
  const [model] = learn;
  if (dsp.length !== 1 || learn.length !== 1 || !use.levels || use.plan.stateBytes > 0 || !('model' in model)) return undefined;
  const [tensor] = model.model.inputs;
  const isByte = tensor.dtype === 'int8' || tensor.dtype === 'uint8';
  if (!isByte || tensor.bytes !== featureCount(use.plan)) return undefined;
  return { dsp: use, tensor, levels: use.plan.floats.slice(0, LEVELS).map((level) => quantizeLevel(level, tensor) & 0xff) };
}

/** The plan that the quantized form needs: levels are no part of it. */
export function withoutLevels({ plan }: DspSpec): DspSpec['plan'] {
  return { ...plan, floats: plan.floats.slice(LEVELS) };
}

/** quantize_s8 and quantize_u8 of sdk-cpp/runtime/quantize.cpp on one value, in float32: a product and a difference, rounded once each. */
export function quantizeLevel(level: number, { dtype, scale, zeroPoint = 0 }: Pick<TensorInfo, 'dtype' | 'scale' | 'zeroPoint'>): number {
  const [low, high] = dtype === 'int8' ? [-128, 127] : [0, 255];
  const steps = Math.fround(Math.fround(level) * Math.fround(1 / (scale as number)));
  if (steps >= high - zeroPoint) return high;
  if (steps <= low - zeroPoint) return low;
  const whole = Math.trunc(steps);
  const rest = Math.fround(steps - whole);
  return zeroPoint + whole + (rest >= 0.5 ? 1 : rest <= -0.5 ? -1 : 0);
}
