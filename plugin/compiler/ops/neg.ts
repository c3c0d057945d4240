import { elementwise, unary } from './elementwise';

/** NEG: -x. TensorFlow Lite has it on float32 alone. */
export const neg = unary({ lowerFloat: (node) => elementwise(node, 'neg_f32', {}) });
