import { logOf as logOfReal } from './double-arithmetic';
import { elementwise, unary } from './elementwise';
import { logOf } from './float-arithmetic';
import { tabulateWide } from './interpolated-table';
import { tabulate } from './lookup';

/** LOG: of what is not above 0 the lowest value. int8 and int16 as LiteRT has them: TensorFlow Lite Micro has none. */
export const log = unary({
  compute: (node) => tabulate(node, logOf),
  lowerWide: (node) => {
    const lowest = Math.fround(-32768 * node.outputs[0].quantization!.scales[0]);
    return tabulateWide(node, (x) => (x > 0 ? Math.fround(logOfReal(x)) : lowest));
  },
  lowerFloat: (node) => elementwise(node, 'log_f32', {}),
});
