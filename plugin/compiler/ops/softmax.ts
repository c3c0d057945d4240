import { elementCount, type Tensor } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { checkPerTensor, checkSameDtype, firstProblem, LAYER_TYPES } from './checks';
import { expOfNegativeReal, interpolatedTable } from './interpolated-table';
import type { Lowering, Node, Operator } from './operator';

/** exp() is taken of a difference held in Q5.26. */
const DIFF_INTEGER_BITS = 5;

/** SOFTMAX over the last axis: exp(beta * x) / sum of the same. */
export const softmax: Operator = {
  options: { beta: { slot: 0, type: 'float32' } },

  infer: (node) => [node.inputs[0]!.shape],

  check(node) {
    const [output] = node.outputs;
    const outputProblem = widens(node) ? checkWidened(output) : firstProblem(checkSameDtype(node, LAYER_TYPES), checkPerTensor(output, 'output'));
    return (
      firstProblem(checkPerTensor(node.inputs[0], 'input'), outputProblem) ??
      firstProblem(
        output.dtype === 'int8' &&
          ((output.quantization!.scales[0] !== 1 / 256 && !node.op.wasUnsigned) || output.quantization!.zeroPoints[0] !== -128) &&
          'an int8 output other than scale 1/256, zero point -128',
        node.inputs[0]!.dtype === 'int16' && output.quantization!.scales[0] !== 2 ** -15 && 'an int16 output other than scale 1/32768',
        !((node.options.beta as number) > 0) && `beta = ${node.options.beta}`,
        node.inputs[0]!.dtype === 'int8' && scaleDifferences(node, node.options.beta as number).shift < 0 && `beta * scale = ${(node.options.beta as number) * node.inputs[0]!.quantization!.scales[0]}`,
      )
    );
  },

  lower(node) {
    const [input] = node.inputs;
    const depth = input!.shape[input!.shape.length - 1] ?? 1;
    const rows = { rows: elementCount(input!.shape) / depth, depth };
    const args: Lowering['args'] = [{ tensor: input! }, { tensor: node.outputs[0] }];
    if (input!.dtype === 'float32') return { kernel: 'softmax_f32', constants: { ...rows, beta: { float32: node.options.beta as number } }, args };
    if (input!.dtype === 'int16') return lowerWide(node, rows);
    const constants = { ...rows, ...scaleDifferences(node, node.options.beta as number) };
    return { kernel: 'softmax_s8', constants, args, ...(widens(node) ? { inPlace: [] } : {}) };
  },

  macs: () => 0,
  inPlace: [0],
};

/** TensorFlow Lite Micro has int16 for what is quantised to int8: finer probabilities for what comes behind the model. */
function widens({ inputs: [input], outputs: [output] }: Node): boolean {
  return input?.dtype === 'int8' && output.dtype === 'int16';
}

/** That output is 0 to 1 in all of 16 bits; converters write 1/65535 too, which TensorFlow Lite Micro takes for the same, as it does here. */
function checkWidened({ quantization }: Tensor): string | undefined {
  const { scales, zeroPoints } = quantization ?? { scales: [], zeroPoints: [] };
  const isUnit = scales.length === 1 && Math.abs(scales[0] * 65536 - 1) < 1e-3 && zeroPoints[0] === -32768;
  return isUnit ? undefined : 'an int16 output other than scale 1/65536, zero point -32768';
}

/** exp() reaches from -10 to 0 here, in as many steps as an int16 has. */
function lowerWide(node: Node, rows: { rows: number; depth: number }): Lowering {
  const [input] = node.inputs;
  const real = (input!.quantization!.scales[0] * (node.options.beta as number)) / (10 / 65535);
  return {
    kernel: 'softmax_s16',
    constants: { ...rows, ...toFixedPoint(real) },
    args: [
      { tensor: input! },
      { table: interpolatedTable('powers', { scale: 10 / 65535, zeroPoint: 32767 }, 2 / 65535, expOfNegativeReal) },
      { table: interpolatedTable('reciprocal', { scale: 1 / 65535, zeroPoint: -32768 }, 2 / 65535, (x) => Math.fround(1 / Math.fround(1 + x))) },
      { tensor: node.outputs[0] },
    ],
  };
}

/** A difference times (multiplier, shift) is beta * scale * difference in Q5.26; below `diff_min` its exp() counts as 0. */
export function scaleDifferences(node: Node, beta: number): { multiplier: number; shift: number; diff_min: number } {
  const scale = node.inputs[0]!.quantization!.scales[0];
  const real = Math.min(beta * scale * 2 ** (31 - DIFF_INTEGER_BITS), 2 ** 31 - 1);
  const { multiplier, shift } = toFixedPoint(real);
  const radius = Math.floor(((2 ** DIFF_INTEGER_BITS - 1) * 2 ** (31 - DIFF_INTEGER_BITS)) / 2 ** shift);
  return { multiplier, shift, diff_min: Math.max(-radius, -256) };
}
