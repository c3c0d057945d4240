import { elementCount, type Tensor } from '../ir/graph';
import { checkSymmetric, firstProblem } from './checks';
import { constantIntegers } from './constants';
import { C_TYPES, type Argument, type Node, type Operator } from './operator';
import { lowerStridedCopy, MOVABLE } from './strided-copy';

/** FILL: one value throughout a shape, as converters make the first state of a recurrent layer. */
export const fill: Operator = {
  options: {},
  infer: (node) => [constantIntegers(node.inputs[0])!],

  /** Of sizes. */
  fold(node) {
    const [sizes, value] = node.inputs.map(constantIntegers);
    return sizes && value && new Array<number>(elementCount(sizes)).fill(value[0]);
  },

  check: ({ inputs: [sizes, value], outputs: [output] }) =>
    firstProblem(
      !constantIntegers(sizes) && 'a shape that is computed at run time',
      !value && 'no value',
      value?.dtype !== output.dtype && `a value of ${value?.dtype} for ${output.dtype}`,
      !MOVABLE.includes(output.dtype) && `an output of type ${output.dtype}`,
    ),

  lower: (node) => lowerFill(node, { tensor: node.inputs[1]! }),
  macs: () => 0,
};

/** ZEROS_LIKE: 0 in the shape of its input. TensorFlow Lite Micro writes the integer 0 on int8: it must stand for 0. */
export const zerosLike: Operator = {
  options: {},
  infer: (node) => [node.inputs[0]!.shape],
  fold: (node) => constantIntegers(node.inputs[0])?.map(() => 0),
  check: ({ inputs: [input], outputs: [output] }) =>
    firstProblem((input!.dtype !== output.dtype || !['int8', 'float32', 'int32'].includes(output.dtype)) && `${input!.dtype} to ${output.dtype}`) ??
    (output.dtype === 'int8' ? checkSymmetric([output]) : undefined),
  lower: (node) => lowerFill(node, { table: { name: 'zero', type: C_TYPES[node.outputs[0].dtype]!, values: [0] } }),
  macs: () => 0,
};

/** A copy that does not step. */
function lowerFill(node: Node, value: Argument): ReturnType<Operator['lower']> {
  const [output] = node.outputs as [Tensor];
  const copy = lowerStridedCopy(node, { first: 0, sizes: [elementCount(output.shape)], steps: [0] }, 'One value');
  return { ...copy, args: [value, { tensor: output }] };
}
