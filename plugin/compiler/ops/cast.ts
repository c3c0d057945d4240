import { elementCount } from '../ir/graph';
import { firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Operator } from './operator';
import { MOVABLE } from './strided-copy';

/** CAST: the same number in another type; scales and zero points do not count. */
export const cast: Operator = {
  options: { from: { slot: 0, type: 'int8' }, to: { slot: 1, type: 'int8' } },
  infer: (node) => [node.inputs[0]!.shape],
  /** Of shapes. */
  fold: (node) => constantIntegers(node.inputs[0]),
  check: ({ inputs: [input], outputs: [output] }) =>
    firstProblem(
      !(MOVABLE.includes(input!.dtype) && MOVABLE.includes(output.dtype)) &&
        `${input!.dtype} to ${output.dtype}; kernels exist for ${MOVABLE.join(', ')}`,
    ),
  lower: (node) => ({
    kernel: node.outputs[0].dtype === 'bool' ? 'is_not_zero' : 'cast',
    constants: { elements: elementCount(node.inputs[0]!.shape) },
    args: [{ tensor: node.inputs[0]! }, { tensor: node.outputs[0] }],
  }),
  macs: () => 0,
};
