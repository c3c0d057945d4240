import { elementwise, unary } from './elementwise';

/** SQUARE: x * x. TensorFlow Lite has it on float32 alone. */
export const square = unary({ lowerFloat: (node) => elementwise(node, 'square_f32', {}) });
