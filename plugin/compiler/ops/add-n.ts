import { elementCount } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { checkPerTensor, checkSameDtype, describeScale, firstProblem } from './checks';
import type { Node, Operator } from './operator';

/** Steps of 2^-19 of the inputs' scale: half of what a shift of 20 bits gives, as where two scales meet in ADD. */
const STEP_BITS = 19;

/** Sums of this many inputs and a zero point fit 32 bits: of 255 steps each. */
const MOST_INPUTS = 15;

/** ADD_N: the sum of any number of tensors of one shape, on float32 and int32, and on int8 of one scale. */
export const addN: Operator = {
  options: {},
  infer: (node) => [node.inputs[0]!.shape],
  check: (node) =>
    firstProblem(
      checkSameDtype(node, ['float32', 'int32', 'int8']),
      node.inputs.some((input) => input?.dtype !== node.inputs[0]!.dtype) && 'inputs of several types',
      node.inputs.some((input) => input?.shape.join() !== node.inputs[0]!.shape.join()) && 'inputs of several shapes',
    ) ?? (node.outputs[0].dtype === 'int8' ? checkScales(node) : undefined),
  lower: (node) => ({
    kernel: node.outputs[0].dtype === 'int8' ? 'add_n_s8' : 'add_n',
    constants: { elements: elementCount(node.outputs[0].shape), ...(node.outputs[0].dtype === 'int8' ? scales(node) : {}) },
    args: [{ tensor: node.outputs[0] }, ...node.inputs.map((tensor) => ({ tensor: tensor! }))],
  }),
  macs: (node) => elementCount(node.outputs[0].shape) * node.inputs.length,
  inPlace: [0],
};

function checkScales(node: Node): string | undefined {
  return firstProblem(
    node.op.wasUnsigned && 'inputs of uint8',
    checkPerTensor(node.inputs[0], 'input 0'),
    checkPerTensor(node.outputs[0], 'output'),
    node.inputs.some((input) => describeScale(input!) !== describeScale(node.inputs[0]!)) && 'inputs of several scales',
    node.inputs.length > MOST_INPUTS && `${node.inputs.length} inputs of int8; the kernel has ${MOST_INPUTS}`,
  );
}

function scales({ inputs: [input], outputs: [output] }: Node): Record<string, number> {
  const [from, to] = [input!, output].map((tensor) => tensor.quantization!);
  return {
    input_zero_point: from.zeroPoints[0],
    output_zero_point: to.zeroPoints[0],
    step: 2 ** STEP_BITS,
    ...toFixedPoint((2 * from.scales[0]) / (2 ** (STEP_BITS + 1) * to.scales[0])),
  };
}
