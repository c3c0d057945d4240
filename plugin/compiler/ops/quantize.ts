import { elementCount, type Dtype } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { checkScaled, firstProblem } from './checks';
import { INT32_RANGE, INTEGER_RANGES } from './integer-ranges';
import { lookup } from './lookup';
import { clampToInt8, requantize } from './integer-arithmetic';
import { dtypeSuffix, type Lowering, type Node, type Operator } from './operator';

/** What can become what: models of int8 often have inputs and outputs of uint8. */
const PAIRS: Partial<Record<Dtype, readonly Dtype[]>> = {
  float32: ['int8', 'int16'], int8: ['int8', 'uint8', 'int16', 'int32'], uint8: ['int8'], int16: ['int8', 'int16', 'int32'],
};

/** QUANTIZE: float32 to int8 and int16, or integers to those of another type or scale. */
export const quantize: Operator = {
  options: {},
  infer: (node) => [node.inputs[0]!.shape],

  check(node) {
    const [input] = node.inputs;
    const [output] = node.outputs;
    return firstProblem(
      (!input || !PAIRS[input.dtype]?.includes(output.dtype)) && `${input?.dtype} to ${output.dtype}`,
      checkScaled(input, 'input'),
      checkScaled(output, 'output'),
      output.dtype === 'int32' && !(output.quantization?.scales[0]! > 0) && 'an int32 output without a scale',
    );
  },

  lower(node) {
    const [input] = node.inputs;
    const [output] = node.outputs;
    if (input!.dtype === 'int8' && output.dtype === 'int8') return lookup(node, changeScale(node));
    if (input!.dtype !== 'float32') return lowerIntegers(node);
    const { scales, zeroPoints } = output.quantization!;
    return {
      kernel: `quantize_f32_${dtypeSuffix(output.dtype)}`,
      constants: { elements: elementCount(input!.shape), zero_point: zeroPoints[0], scale: { float32: scales[0] } },
      args: [{ tensor: input! }, { tensor: output }],
    };
  },

  macs: () => 0,
  inPlace: [0],
};

function lowerIntegers(node: Node): Lowering {
  const [input] = node.inputs;
  const [output] = node.outputs;
  const [from, to] = [input!, output].map((tensor) => tensor.quantization!);
  return {
    kernel: 'requantize_values',
    note: `${input!.dtype} to ${output.dtype}`,
    constants: {
      elements: elementCount(input!.shape),
      input_zero_point: from.zeroPoints[0],
      output_zero_point: to.zeroPoints[0] ?? 0,
      ...toFixedPoint(from.scales[0] / to.scales[0]),
      ...(INTEGER_RANGES[output.dtype] ?? INT32_RANGE),
    },
    args: [{ tensor: input! }, { tensor: output }],
  };
}

function changeScale(node: Node): (value: number) => number {
  const [from, to] = [node.inputs[0]!, node.outputs[0]].map((tensor) => tensor.quantization!);
  const factor = toFixedPoint(from.scales[0] / to.scales[0]);
  return (value) => clampToInt8(requantize(value - from.zeroPoints[0], factor) + to.zeroPoints[0]);
}
