import { elementCount } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { checkPerTensor, checkSameDtype, firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';

const RANK = 4;

/** MEAN over any axes of a tensor of rank up to 4. */
export const mean: Operator = {
  options: { keepDims: { slot: 0, type: 'int8' } },

  infer(node) {
    const shape = node.inputs[0]!.shape;
    const reduced = readAxes(node);
    if (node.options.keepDims) return [shape.map((size, axis) => (reduced.has(axis) ? 1 : size))];
    return [shape.filter((_, axis) => !reduced.has(axis))];
  },

  check(node) {
    return (
      firstProblem(checkSameDtype(node), node.inputs[0]!.shape.length > RANK && `a tensor of rank above ${RANK}`) ??
      firstProblem(
        !constantIntegers(node.inputs[1]) && 'axes that are not constant',
        checkPerTensor(node.inputs[0], 'input'),
        checkPerTensor(node.outputs[0], 'output'),
      )
    );
  },

  lower(node) {
    const [input] = node.inputs;
    const { shape } = input!;
    const isInteger = input!.dtype === 'int8';
    const reduced = readAxes(node);
    const lead = RANK - shape.length;
    const entries = Array.from({ length: RANK }, (_, axis) => [
      [`size_${axis}`, shape[axis - lead] ?? 1],
      [`reduce_${axis}`, reduced.has(axis - lead) ? 1 : 0],
    ]).flat();
    return {
      kernel: isInteger ? 'mean_s8' : 'mean_f32',
      note: `over axes ${[...reduced].join(', ')}`,
      constants: { ...Object.fromEntries(entries), ...(isInteger ? scales(node) : {}) },
      args: [{ tensor: input! }, { tensor: node.outputs[0] }],
    };
  },

  macs: (node) => elementCount(node.inputs[0]!.shape),
};

function readAxes(node: Node): Set<number> {
  const rank = node.inputs[0]!.shape.length;
  return new Set(constantIntegers(node.inputs[1])!.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b));
}

/** The division by the number of elements is part of the multiplier: `multiplier * 2^k / count` with k = floor(log2(count)), cut off. */
function scales(node: Node): Record<string, number> {
  const [input, output] = [node.inputs[0]!, node.outputs[0]].map((tensor) => tensor.quantization!);
  const count = elementCount(node.inputs[0]!.shape) / elementCount(node.outputs[0].shape);
  const { multiplier, shift } = toFixedPoint(input.scales[0] / output.scales[0]);
  const raise = Math.min(31 - Math.clz32(count), 31 + shift);
  return {
    input_zero_point: input.zeroPoints[0],
    output_zero_point: output.zeroPoints[0],
    multiplier: Number((BigInt(multiplier) << BigInt(raise)) / BigInt(count)),
    shift: shift - raise,
  };
}
