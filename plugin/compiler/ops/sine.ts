import { elementwise, unary } from './elementwise';

/** SIN: on float32 alone, as COS. */
export const sin = unary({ lowerFloat: (node) => elementwise(node, 'sine_f32', { quarter: 0 }) });

/** COS. */
export const cos = unary({ lowerFloat: (node) => elementwise(node, 'sine_f32', { quarter: 1 }) });
