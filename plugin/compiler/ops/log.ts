import { elementwise, unary } from './elementwise';
import { logOf } from './float-arithmetic';
import { tabulate } from './lookup';

/** LOG: of what is not above 0 the lowest value. int8 as LiteRT has it: TensorFlow Lite Micro has none. */
export const log = unary({
  compute: (node) => tabulate(node, logOf),
  lowerFloat: (node) => elementwise(node, 'log_f32', {}),
});
