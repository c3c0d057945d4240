import { quantizeReal } from './activation';
import { elementwise, unary } from './elementwise';
import { clampToInt8 } from './integer-arithmetic';
import type { Operator } from './operator';
import { rescaleValues } from './unary';

/** FLOOR: on float32 alone, as the others here but the last two. */
export const floor = unary({ lowerFloat: (node) => elementwise(node, 'floor_f32', {}) });

/** CEIL. */
export const ceil = unary({ lowerFloat: (node) => elementwise(node, 'ceil_f32', {}) });

/** ROUND: halves go to the even neighbour. */
export const round = unary({ lowerFloat: (node) => elementwise(node, 'round_f32', {}) });

/** RELU_N1_TO_1: what lies outside -1..1 becomes its edge. int8 as LiteRT has it: TensorFlow Lite Micro has none. */
export const reluN1To1 = clamp(-1);

/** RELU_0_TO_1: what lies outside 0..1. */
export const relu0To1 = clamp(0);

function clamp(lowest: number): Operator {
  return unary({
    compute: (node) => {
      const rescale = rescaleValues(node);
      const [low, high] = [lowest, 1].map((real) => clampToInt8(quantizeReal(real, node.outputs[0])));
      return (value) => Math.min(high, Math.max(low, rescale(value)));
    },
    lowerFloat: (node) => elementwise(node, 'clamp_f32', { activation_min: { float32: lowest }, activation_max: { float32: 1 } }),
  });
}
