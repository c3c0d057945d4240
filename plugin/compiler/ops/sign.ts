import { elementwise, unary } from './elementwise';

/** SIGN: -1, 0 or 1, on float32. */
export const sign = unary({ lowerFloat: (node) => elementwise(node, 'sign_f32', {}) });
