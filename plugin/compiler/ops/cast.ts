import { elementCount, type Dtype } from '../ir/graph';
import { firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Operator } from './operator';
import { MOVABLE } from './strided-copy';

const CASTABLE: readonly Dtype[] = [...MOVABLE, 'bool'];

/** CAST: the same number in another type; scales and zero points do not count. */
export const cast: Operator = {
  options: { from: { slot: 0, type: 'int8' }, to: { slot: 1, type: 'int8' } },
  infer: (node) => [node.inputs[0]!.shape],
  /** Of shapes. */
  fold: (node) => constantIntegers(node.inputs[0]),
  check: ({ inputs: [input], outputs: [output] }) =>
    firstProblem(
      !(CASTABLE.includes(input!.dtype) && CASTABLE.includes(output.dtype)) &&
        `${input!.dtype} to ${output.dtype}; kernels exist for ${CASTABLE.join(', ')}`,
    ),
  lower: (node) => ({
    kernel: 'cast',
    constants: { elements: elementCount(node.inputs[0]!.shape), to_bool: node.outputs[0].dtype === 'bool' ? 1 : 0 },
    args: [{ tensor: node.inputs[0]! }, { tensor: node.outputs[0] }],
  }),
  macs: () => 0,
};
