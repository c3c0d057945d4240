import { elementCount } from '../ir/graph';
import { checkSameDtype, firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';

/** CUMSUM: sums along one axis up to each place. */
export const cumsum: Operator = {
  options: { exclusive: { slot: 0, type: 'int8' }, reverse: { slot: 1, type: 'int8' } },
  infer: (node) => [node.inputs[0]!.shape],

  check: (node) =>
    firstProblem(
      checkSameDtype(node, ['float32']),
      !(readAxis(node) >= 0 && readAxis(node) < node.inputs[0]!.shape.length) && 'an axis that is not a constant one of its input',
    ),

  lower(node) {
    const { shape } = node.inputs[0]!;
    const axis = readAxis(node);
    const { exclusive, reverse } = node.options as Record<string, number>;
    return {
      kernel: 'cumsum_f32',
      note: `along axis ${axis}`,
      constants: { outer: elementCount(shape.slice(0, axis)), axis_size: shape[axis], inner: elementCount(shape.slice(axis + 1)), exclusive, reverse },
      args: [{ tensor: node.inputs[0]! }, { tensor: node.outputs[0] }],
    };
  },

  macs: () => 0,
  inPlace: [0],
};

function readAxis({ inputs: [input, axis] }: Node): number {
  const stated = constantIntegers(axis)?.[0] ?? NaN;
  return stated < 0 ? stated + input!.shape.length : stated;
}
