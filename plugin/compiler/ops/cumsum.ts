import { elementCount } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { checkPerTensor, checkSameDtype, firstProblem } from './checks';
import { constantIntegers } from './constants';
import { dtypeSuffix, type Node, type Operator } from './operator';

/** CUMSUM: sums along one axis up to each place, on int32 modulo 2^32. */
export const cumsum: Operator = {
  options: { exclusive: { slot: 0, type: 'int8' }, reverse: { slot: 1, type: 'int8' } },
  infer: (node) => [node.inputs[0]!.shape],

  check: (node) =>
    firstProblem(
      checkSameDtype(node, ['int8', 'float32', 'int32']),
      checkPerTensor(node.inputs[0], 'input'),
      checkPerTensor(node.outputs[0], 'output'),
      !(readAxis(node) >= 0 && readAxis(node) < node.inputs[0]!.shape.length) && 'an axis that is not a constant one of its input',
    ),

  lower(node) {
    const { shape } = node.inputs[0]!;
    const axis = readAxis(node);
    const { exclusive, reverse } = node.options as Record<string, number>;
    const isInteger = node.outputs[0].dtype === 'int8';
    return {
      kernel: `cumsum_${dtypeSuffix(node.outputs[0].dtype)}`,
      note: `along axis ${axis}`,
      constants: {
        outer: elementCount(shape.slice(0, axis)), axis_size: shape[axis], inner: elementCount(shape.slice(axis + 1)), exclusive, reverse,
        ...(isInteger ? scales(node) : {}),
      },
      args: [{ tensor: node.inputs[0]! }, { tensor: node.outputs[0] }],
    };
  },

  macs: () => 0,
  inPlace: [0],
};

function readAxis({ inputs: [input, axis] }: Node): number {
  const stated = constantIntegers(axis)?.[0] ?? NaN;
  return stated < 0 ? stated + input!.shape.length : stated;
}

/** int8 counts in steps of 2^-19 of its own: half of what a shift of 20 bits gives, as where two scales meet in ADD. */
const STEP_BITS = 19;

function scales({ inputs: [input], outputs: [output] }: Node): Record<string, number> {
  const [from, to] = [input!, output].map((tensor) => tensor.quantization!);
  return {
    input_zero_point: from.zeroPoints[0],
    output_zero_point: to.zeroPoints[0],
    step: 2 ** STEP_BITS,
    ...toFixedPoint((2 * from.scales[0]) / (2 ** (STEP_BITS + 1) * to.scales[0])),
  };
}
