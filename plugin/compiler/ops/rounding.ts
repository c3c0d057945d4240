import { floatRange } from './activation';
import { elementwise, unary } from './elementwise';

/** FLOOR: on float32 alone, as the others here. */
export const floor = unary({ lowerFloat: (node) => elementwise(node, 'floor_f32', {}) });

/** CEIL. */
export const ceil = unary({ lowerFloat: (node) => elementwise(node, 'ceil_f32', {}) });

/** ROUND: halves go to the even neighbour. */
export const round = unary({ lowerFloat: (node) => elementwise(node, 'round_f32', {}) });

/** RELU_N1_TO_1: what lies outside -1..1 becomes its edge. */
export const reluN1To1 = unary({ lowerFloat: (node) => elementwise(node, 'clamp_f32', floatRange(2)) });

/** RELU_0_TO_1: what lies outside 0..1. */
export const relu0To1 = unary({ lowerFloat: (node) => elementwise(node, 'clamp_f32', { activation_min: { float32: 0 }, activation_max: { float32: 1 } }) });
