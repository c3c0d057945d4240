import { elementCount } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { checkPerTensor, checkSameDtype, firstProblem, LAYER_TYPES } from './checks';
import { INTEGER_RANGES } from './integer-ranges';
import type { Node, Operator } from './operator';
import { checkReduced, describeReduced, inferReduced, REDUCE_OPTIONS, reducedConstants } from './reduce';

/** MEAN over any axes of a tensor of rank up to 4. */
export const mean: Operator = {
  options: REDUCE_OPTIONS,
  infer: inferReduced,

  check: (node) =>
    firstProblem(checkSameDtype(node, LAYER_TYPES)) ??
    firstProblem(checkReduced(node), checkPerTensor(node.inputs[0], 'input'), checkPerTensor(node.outputs[0], 'output')),

  lower(node) {
    const [input] = node.inputs;
    const isInteger = input!.dtype !== 'float32';
    return {
      kernel: isInteger ? 'mean_integer' : 'mean_f32',
      note: describeReduced(node),
      constants: { ...reducedConstants(node), ...(isInteger ? scales(node) : {}) },
      args: [{ tensor: input! }, { tensor: node.outputs[0] }],
    };
  },

  macs: (node) => elementCount(node.inputs[0]!.shape),
};

/** The division by the number of elements is part of the multiplier: `multiplier * 2^k / count` with k = floor(log2(count)), cut off. */
function scales(node: Node): Record<string, number> {
  const [input, output] = [node.inputs[0]!, node.outputs[0]].map((tensor) => tensor.quantization!);
  const count = elementCount(node.inputs[0]!.shape) / elementCount(node.outputs[0].shape);
  const { multiplier, shift } = toFixedPoint(input.scales[0] / output.scales[0]);
  const raise = Math.min(31 - Math.clz32(count), 31 + shift);
  return {
    input_zero_point: input.zeroPoints[0],
    output_zero_point: output.zeroPoints[0],
    ...INTEGER_RANGES[node.outputs[0].dtype]!,
    multiplier: Number((BigInt(multiplier) << BigInt(raise)) / BigInt(count)),
    shift: shift - raise,
  };
}
