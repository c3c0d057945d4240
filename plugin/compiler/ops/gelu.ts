import { erfcOf, tanhOf } from './double-arithmetic';
import { elementwise, unary } from './elementwise';
import { tabulateWide } from './interpolated-table';
import { tabulate } from './lookup';
import type { Node } from './operator';

const f = Math.fround;
const ROOT_HALF = f(0.7071067811865476);
const ROOT_TWO_OVER_PI = f(0.7978845608028654);
const CUBIC = f(0.044715);

/** GELU: x times the share of the normal distribution below x. int8 and int16 as LiteRT has them: TensorFlow Lite Micro has none. */
export const gelu = unary({
  options: { approximate: { slot: 0, type: 'int8' } },
  compute: (node) => tabulate(node, formOf(node)),
  lowerWide: (node) => tabulateWide(node, formOf(node)),
  lowerFloat: (node) => elementwise(node, 'gelu_f32', { approximate: node.options.approximate as number }),
});

const formOf = ({ options }: Node): ((x: number) => number) => (options.approximate ? approximateGelu : exactGelu);

/** In LiteRT's float32 steps, as approximateGelu: x/2 erfc(-x / sqrt(2)). */
function exactGelu(x: number): number {
  return f(f(0.5 * x) * f(erfcOf(f(x * -ROOT_HALF))));
}

/** x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))). */
function approximateGelu(x: number): number {
  const cube = f(f(f(CUBIC * x) * x) * x);
  return f(f(0.5 * x) * f(1 + f(tanhOf(f(ROOT_TWO_OVER_PI * f(x + cube))))));
}
