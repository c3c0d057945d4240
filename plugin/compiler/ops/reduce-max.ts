import type { Dtype } from '../ir/graph';
import { FLOAT32_MAX } from './activation';
import { checkSameDtype, checkSameScale, firstProblem, PLACED_TYPES } from './checks';
import { INT32_RANGE, INTEGER_RANGES } from './integer-ranges';
import type { Float32Constant, Operator } from './operator';
import { checkReduced, describeReduced, inferReduced, REDUCE_OPTIONS, reducedConstants } from './reduce';

/** Of the types whose tensors have no scale: counts, and truth values. */
const WITHOUT_SCALE: typeof INTEGER_RANGES = {
  int32: INT32_RANGE,
  bool: { low: 0, high: 1 },
};

/** REDUCE_MAX over any axes of a tensor. */
export const reduceMax = reduceExtremum('reduce_max', 'lowest', 'low', -FLOAT32_MAX);

/** REDUCE_MIN. */
export const reduceMin = reduceExtremum('reduce_min', 'highest', 'high', FLOAT32_MAX);

/** `start`: the constant that no value is beyond, the `end` of an integer's range. */
function reduceExtremum(kernel: string, start: string, end: 'low' | 'high', float32: number): Operator {
  const beyond = (dtype: Dtype): number | Float32Constant => (WITHOUT_SCALE[dtype] ?? INTEGER_RANGES[dtype])?.[end] ?? { float32 };
  return {
    options: REDUCE_OPTIONS,
    infer: inferReduced,
    check: (node) => firstProblem(checkSameDtype(node, PLACED_TYPES)) ?? firstProblem(checkReduced(node), checkSameScale(node)),
    lower: (node) => ({
      kernel,
      note: describeReduced(node),
      constants: { ...reducedConstants(node), [start]: beyond(node.inputs[0]!.dtype) },
      args: [{ tensor: node.inputs[0]! }, { tensor: node.outputs[0] }],
    }),
    macs: () => 0,
  };
}
