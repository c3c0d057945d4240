import { elementwise, unary } from './elementwise';
import { expOf } from './float-arithmetic';
import { tabulate } from './lookup';

/** ELU: exp(x) - 1 below 0. */
export const elu = unary({
  compute: (node) => tabulate(node, (x) => (x < 0 ? Math.fround(expOf(x) - 1) : x)),
  lowerFloat: (node) => elementwise(node, 'elu_f32', {}),
});
