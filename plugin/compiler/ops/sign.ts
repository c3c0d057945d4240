import { elementwise, unary } from './elementwise';

/** SIGN: -1, 0 or 1, on float32 and int32. */
export const sign = unary({
  lowerWhole: (node) => elementwise(node, 'sign_s32', {}),
  lowerFloat: (node) => elementwise(node, 'sign_f32', {}),
});
