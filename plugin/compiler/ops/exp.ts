import { expOf as expOfReal } from './double-arithmetic';
import { elementwise, unary } from './elementwise';
import { expOf } from './float-arithmetic';
import { tabulateWide } from './interpolated-table';
import { tabulate } from './lookup';

/** EXP. int8 and int16 as LiteRT has them: TensorFlow Lite Micro has none. */
export const exp = unary({
  compute: (node) => tabulate(node, expOf),
  lowerWide: (node) => tabulateWide(node, (x) => Math.fround(expOfReal(x))),
  lowerFloat: (node) => elementwise(node, 'exp_f32', {}),
});
