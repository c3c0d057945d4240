import { elementwise, unary } from './elementwise';

/** SQRT. TensorFlow Lite has it on float32 alone. */
export const sqrt = unary({ lowerFloat: (node) => elementwise(node, 'sqrt_f32', {}) });
