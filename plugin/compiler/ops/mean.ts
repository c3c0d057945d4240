import { elementCount } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { checkPerTensor, checkSameDtype, firstProblem, LAYER_TYPES } from './checks';
import { INTEGER_RANGES } from './integer-ranges';
import type { Node, Operator } from './operator';
import { checkReduced, describeReduced, inferReduced, REDUCE_OPTIONS, reducedConstants } from './reduce';

type Factor = Record<'multiplier' | 'shift', number>;

/** MEAN over any axes. */
export const mean = ofCounts('mean_s32', summation('mean_f32', meanFactor));

/** SUM over any axes: the integer kernel is that of MEAN, by another factor. */
export const sum = ofCounts('sum_s32', summation('sum_f32', (_node, factor) => factor));

/** The same, and on int32, which has no scale. */
function ofCounts(kernel: string, operator: Operator): Operator {
  const isCount = ({ inputs: [input], outputs: [output] }: Node): boolean => input!.dtype === 'int32' && output.dtype === 'int32';
  return {
    ...operator,
    check: (node) => (isCount(node) ? checkReduced(node) : operator.check(node)),
    lower: (node, target) => (!isCount(node) ? operator.lower(node, target) : {
      kernel, note: describeReduced(node), constants: reducedConstants(node),
      args: [{ tensor: node.inputs[0]! }, { tensor: node.outputs[0] }],
    }),
  };
}

/** @param factorOf what integer sums are multiplied with, from input scale / output scale */
function summation(floatKernel: string, factorOf: (node: Node, factor: Factor) => Factor): Operator {
  return {
    options: REDUCE_OPTIONS,
    infer: inferReduced,

    check: (node) =>
      firstProblem(checkSameDtype(node, LAYER_TYPES)) ??
      firstProblem(checkReduced(node), checkPerTensor(node.inputs[0], 'input'), checkPerTensor(node.outputs[0], 'output')),

    lower(node) {
      const [input] = node.inputs;
      const isInteger = input!.dtype !== 'float32';
      return {
        kernel: isInteger ? 'mean_integer' : floatKernel,
        note: describeReduced(node),
        constants: { ...reducedConstants(node), ...(isInteger ? { ...quantization(node), ...factorOf(node, scaleFactor(node)) } : {}) },
        args: [{ tensor: input! }, { tensor: node.outputs[0] }],
      };
    },

    macs: (node) => elementCount(node.inputs[0]!.shape),
  };
}

function quantization({ inputs: [input], outputs: [output] }: Node): Record<string, number> {
  return {
    input_zero_point: input!.quantization!.zeroPoints[0],
    output_zero_point: output.quantization!.zeroPoints[0],
    ...INTEGER_RANGES[output.dtype]!,
  };
}

function scaleFactor({ inputs: [input], outputs: [output] }: Node): Factor {
  return toFixedPoint(input!.quantization!.scales[0] / output.quantization!.scales[0]);
}

/** The division by the number of elements is part of the multiplier: `multiplier * 2^k / count` with k = floor(log2(count)), cut off. */
function meanFactor(node: Node, { multiplier, shift }: Factor): Factor {
  const count = elementCount(node.inputs[0]!.shape) / elementCount(node.outputs[0].shape);
  const raise = Math.min(31 - Math.clz32(count), 31 + shift);
  return { multiplier: Number((BigInt(multiplier) << BigInt(raise)) / BigInt(count)), shift: shift - raise };
}
