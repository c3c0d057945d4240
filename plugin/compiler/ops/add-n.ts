import { elementCount } from '../ir/graph';
import { checkSameDtype, firstProblem } from './checks';
import type { Operator } from './operator';

/** ADD_N: the sum of any number of tensors of one shape, on float32 and int32. */
export const addN: Operator = {
  options: {},
  infer: (node) => [node.inputs[0]!.shape],
  check: (node) =>
    firstProblem(
      checkSameDtype(node, ['float32', 'int32']),
      node.inputs.some((input) => input?.dtype !== node.inputs[0]!.dtype) && 'inputs of several types',
      node.inputs.some((input) => input?.shape.join() !== node.inputs[0]!.shape.join()) && 'inputs of several shapes',
    ),
  lower: (node) => ({
    kernel: 'add_n',
    constants: { elements: elementCount(node.outputs[0].shape) },
    args: [{ tensor: node.outputs[0] }, ...node.inputs.map((tensor) => ({ tensor: tensor! }))],
  }),
  macs: (node) => elementCount(node.outputs[0].shape) * node.inputs.length,
  inPlace: [0],
};
