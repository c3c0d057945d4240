import { FLOAT32_MAX } from './activation';
import { checkSameDtype, checkSameScale, firstProblem } from './checks';
import type { Operator } from './operator';
import { checkReduced, describeReduced, inferReduced, REDUCE_OPTIONS, reducedConstants } from './reduce';

/** REDUCE_MAX over any axes of a tensor of rank up to 4. */
export const reduceMax = reduceExtremum('reduce_max', 'lowest', -128, -FLOAT32_MAX);

/** REDUCE_MIN. */
export const reduceMin = reduceExtremum('reduce_min', 'highest', 127, FLOAT32_MAX);

/** `start`: the constant that no value is beyond. */
function reduceExtremum(kernel: string, start: string, integer: number, float32: number): Operator {
  return {
    options: REDUCE_OPTIONS,
    infer: inferReduced,
    check: (node) => firstProblem(checkSameDtype(node)) ?? firstProblem(checkReduced(node), checkSameScale(node)),
    lower: (node) => ({
      kernel,
      note: describeReduced(node),
      constants: { ...reducedConstants(node), [start]: node.inputs[0]!.dtype === 'int8' ? integer : { float32 } },
      args: [{ tensor: node.inputs[0]! }, { tensor: node.outputs[0] }],
    }),
    macs: () => 0,
  };
}
