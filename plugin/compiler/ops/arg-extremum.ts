import { elementCount, type Dtype } from '../ir/graph';
import { firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';

const COMPARED: readonly Dtype[] = ['int8', 'float32', 'int32', 'bool'];

/** ARG_MAX. */
export const argMax = argExtremum(1);

/** ARG_MIN. */
export const argMin = argExtremum(0);

/** ARG_MAX and ARG_MIN: where along one axis the largest or smallest value is, the first of equal ones. */
function argExtremum(is_maximum: 0 | 1): Operator {
  return {
    options: { outputType: { slot: 0, type: 'int8' } },
    infer: (node) => [node.inputs[0]!.shape.filter((_, axis) => axis !== readAxis(node))],

    check(node) {
      const [input] = node.inputs;
      return firstProblem(
        !COMPARED.includes(input!.dtype) && `input of type ${input!.dtype}; kernels exist for ${COMPARED.join(', ')}`,
        node.outputs[0].dtype !== 'int32' && `an output of type ${node.outputs[0].dtype} instead of int32`,
        !(readAxis(node) >= 0 && readAxis(node) < input!.shape.length) && 'an axis that is not a constant one of its input',
      );
    },

    lower(node) {
      const { shape } = node.inputs[0]!;
      const axis = readAxis(node);
      return {
        kernel: 'arg_extremum',
        note: `along axis ${axis}`,
        constants: {
          outer: elementCount(shape.slice(0, axis)), axis_size: shape[axis], inner: elementCount(shape.slice(axis + 1)), is_maximum,
        },
        args: [{ tensor: node.inputs[0]! }, { tensor: node.outputs[0] }],
      };
    },

    macs: () => 0,
  };
}

function readAxis({ inputs: [input, axis] }: Node): number {
  const stated = constantIntegers(axis)?.[0] ?? NaN;
  return stated < 0 ? stated + input!.shape.length : stated;
}
