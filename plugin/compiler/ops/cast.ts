import { elementCount, type Dtype } from '../ir/graph';
import { firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';
import { MOVABLE } from './strided-copy';

const CASTABLE: readonly Dtype[] = [...MOVABLE, 'bool'];

/** uint32 and int32 have the same bits. */
const isView = ({ inputs: [input], outputs: [output] }: Node): boolean => [input!.dtype, output.dtype].sort().join() === 'int32,uint32';

/** CAST: the same number in another type; scales and zero points do not count. */
export const cast: Operator = {
  options: { from: { slot: 0, type: 'int8' }, to: { slot: 1, type: 'int8' } },
  infer: (node) => [node.inputs[0]!.shape],
  /** Of shapes. */
  fold: (node) => constantIntegers(node.inputs[0]),
  check: (node) => {
    const { inputs: [input], outputs: [output] } = node;
    return firstProblem(
      !isView(node) && !(CASTABLE.includes(input!.dtype) && CASTABLE.includes(output.dtype)) &&
        `${input!.dtype} to ${output.dtype}; kernels exist for ${CASTABLE.join(', ')}`,
    );
  },
  lower: (node) => isView(node) ? undefined : ({
    kernel: 'cast',
    constants: { elements: elementCount(node.inputs[0]!.shape), to_bool: node.outputs[0].dtype === 'bool' ? 1 : 0 },
    args: [{ tensor: node.inputs[0]! }, { tensor: node.outputs[0] }],
  }),
  macs: () => 0,
};
