import { elementCount } from '../ir/graph';
import { broadcastConstants, broadcastShapes, checkBroadcast, operandArguments } from './broadcast';
import { checkSameDtype, firstProblem } from './checks';
import { constantValues } from './constants';
import { elementwise } from './elementwise';
import type { Node, Operator } from './operator';

/** A whole exponent that TFLite multiplies instead: within this of a number from 1 on, one for all elements. */
const NEARLY_WHOLE = 1e-5;
const LARGEST_WHOLE = 2 ** 30;

/** POW with broadcasting, on float32. */
export const pow: Operator = {
  options: {},
  infer: (node) => [broadcastShapes(node.inputs[0]!.shape, node.inputs[1]!.shape)!],
  check: (node) => firstProblem(checkSameDtype(node, ['float32']), checkBroadcast(node)),
  lower(node) {
    const exponent = wholeExponent(node);
    if (exponent !== undefined) return { ...elementwise(node, 'pow_whole_f32', { exponent }), note: `to the power of ${exponent}` };
    return { kernel: 'pow_f32', constants: broadcastConstants(node), args: [...operandArguments(node), { tensor: node.outputs[0] }] };
  },
  macs: (node) => elementCount(node.outputs[0].shape),
  inPlace: [0, 1],
};

function wholeExponent({ inputs: [base, exponent] }: Node): number | undefined {
  if (!exponent?.data || elementCount(exponent.shape) !== 1 || base!.shape.join() === exponent.shape.join()) return undefined;
  const [value] = constantValues(exponent);
  const whole = Math.round(value);
  return whole >= 1 && whole < LARGEST_WHOLE && Math.abs(value - whole) < NEARLY_WHOLE ? whole : undefined;
}
