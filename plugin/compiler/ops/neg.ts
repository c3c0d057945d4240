import { checkSymmetric, firstProblem } from './checks';
import { elementwise, unary } from './elementwise';
import type { Lowering, Node } from './operator';

/**
 * NEG: -x, on int32 modulo 2^32. LiteRT, which alone has it on int8 and int16, turns the integers as they stand: scales that make this no
 * negation are refused.
 */
export const neg = unary({
  checkInteger: ({ inputs: [input], outputs: [output] }) =>
    firstProblem(
      checkSymmetric([input!, output]),
      input!.quantization!.scales[0] !== output.quantization!.scales[0] && 'an output of another scale than its input',
    ),
  lowerNarrow: lowerInteger,
  lowerWide: lowerInteger,
  lowerWhole: lowerInteger,
  lowerFloat: (node) => elementwise(node, 'neg_f32', {}),
});

function lowerInteger(node: Node): Lowering {
  return elementwise(node, 'neg_integer', {});
}
