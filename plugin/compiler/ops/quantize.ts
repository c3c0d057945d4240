import { elementCount } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { checkPerTensor, firstProblem } from './checks';
import { lookup } from './lookup';
import { clampToInt8, requantize } from './integer-arithmetic';
import type { Node, Operator } from './operator';

/** QUANTIZE: float32 to int8, or int8 to int8 of another scale. */
export const quantize: Operator = {
  options: {},
  infer: (node) => [node.inputs[0]!.shape],

  check(node) {
    const [input] = node.inputs;
    const [output] = node.outputs;
    return firstProblem(
      (!input || !['float32', 'int8'].includes(input.dtype) || output.dtype !== 'int8') && `${input?.dtype} to ${output.dtype}`,
      checkPerTensor(input, 'input'),
      checkPerTensor(output, 'output'),
    );
  },

  lower(node) {
    const [input] = node.inputs;
    const [output] = node.outputs;
    if (input!.dtype === 'int8') return lookup(node, changeScale(node));
    const { scales, zeroPoints } = output.quantization!;
    return {
      kernel: 'quantize_f32_s8',
      constants: { elements: elementCount(input!.shape), zero_point: zeroPoints[0], scale: { float32: scales[0] } },
      args: [{ tensor: input! }, { tensor: output }],
    };
  },

  macs: () => 0,
  inPlace: [0],
};

function changeScale(node: Node): (value: number) => number {
  const [from, to] = [node.inputs[0]!, node.outputs[0]].map((tensor) => tensor.quantization!);
  const factor = toFixedPoint(from.scales[0] / to.scales[0]);
  return (value) => clampToInt8(requantize(value - from.zeroPoints[0], factor) + to.zeroPoints[0]);
}
