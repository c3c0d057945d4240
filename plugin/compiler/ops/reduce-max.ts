import { FLOAT32_MAX } from './activation';
import { checkSameDtype, checkSameScale, firstProblem } from './checks';
import type { Operator } from './operator';
import { checkReduced, describeReduced, inferReduced, REDUCE_OPTIONS, reducedConstants } from './reduce';

/** REDUCE_MAX over any axes of a tensor of rank up to 4. */
export const reduceMax: Operator = {
  options: REDUCE_OPTIONS,
  infer: inferReduced,
  check: (node) => firstProblem(checkSameDtype(node)) ?? firstProblem(checkReduced(node), checkSameScale(node)),

  lower(node) {
    const [input] = node.inputs;
    return {
      kernel: 'reduce_max',
      note: describeReduced(node),
      constants: { ...reducedConstants(node), lowest: input!.dtype === 'int8' ? -128 : { float32: -FLOAT32_MAX } },
      args: [{ tensor: input! }, { tensor: node.outputs[0] }],
    };
  },

  macs: () => 0,
};
