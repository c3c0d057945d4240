import { elementwise, unary } from './elementwise';
import { expOf } from './float-arithmetic';
import { tabulate } from './lookup';

/** EXP. int8 as LiteRT has it: TensorFlow Lite Micro has none. */
export const exp = unary({
  compute: (node) => tabulate(node, expOf),
  lowerFloat: (node) => elementwise(node, 'exp_f32', {}),
});
