import { elementwise, unary } from './elementwise';

/** GELU: x times the share of the normal distribution below x. */
export const gelu = unary({
  options: { approximate: { slot: 0, type: 'int8' } },
  lowerFloat: (node) => elementwise(node, 'gelu_f32', { approximate: node.options.approximate as number }),
});
