import { elementCount, type Tensor } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { checkPerTensor, checkRank, checkSameDtype, firstProblem, LAYER_TYPES } from './checks';
import { wideValues } from './constants';
import { isHybrid } from './hybrid';
import { dtypeSuffix, type Argument, type ConstTable, type Node, type Operator } from './operator';
import { readSequence, type Sequence } from './sequence';
import { sigmoidTable } from './sigmoid-table';
import { narrow } from './wide-sums';

/** Inputs, four a kind in the order of the gates: input, forget, cell, output. */
const [WEIGHTS, RECURRENT, BIAS] = [1, 5, 12];
const GATES = [0, 1, 2, 3];
const [HIDDEN, CELL] = [18, 19];
/** Peepholes, projection and normalisation of layers: no kernel has them. */
const VARIANTS = [9, 10, 11, 16, 17, 20, 21, 22, 23];
const TANH = 4;
/** A cell state in steps of 2^-24 stays below 2^-9: converters choose steps by the largest state that they saw. */
const MOST_CELL_BITS = 24;

/**
 * UNIDIRECTIONAL_SEQUENCE_LSTM as Keras has it: four gates, no peepholes, no projection. int8 or int16 with weights of int8 and an int16 cell
 * state, or float32, by weights of int8 too.
 */
export const unidirectionalSequenceLstm: Operator = {
  options: {
    activation: { slot: 0, type: 'int8' },
    cellClip: { slot: 1, type: 'float32' },
    projClip: { slot: 2, type: 'float32' },
    timeMajor: { slot: 3, type: 'int8' },
    asymmetricInputs: { slot: 4, type: 'int8' },
  },

  infer: (node) => [[...node.inputs[0]!.shape.slice(0, 2), unitsOf(node)]],

  check: (node) =>
    firstProblem(checkSameDtype(node, LAYER_TYPES), checkRank(node.inputs[0], 3, 'input'), checkParts(node)) ??
    firstProblem(checkSizes(node), node.inputs[0]!.dtype !== 'float32' ? checkInteger(node) : isHybrid(node) ? checkHybridWeights(node) : undefined),

  lower(node) {
    const { dtype } = node.inputs[0]!;
    const isInteger = dtype !== 'float32';
    const parts = [WEIGHTS, RECURRENT, BIAS].flatMap((first) => GATES.map((gate): Argument => partOf(node.inputs[first + gate]!, gate)));
    const hybrid = isHybrid(node);
    const { input_depth, units } = sequence(node);
    const factors = (): Argument => ({ table: { name: 'factors', type: 'int32_t', values: gateFactors(node) } });
    const clip = node.options.cellClip as number;
    return {
      kernel: `unidirectional_sequence_lstm_${hybrid ? 'hybrid' : dtypeSuffix(dtype)}`,
      note: `${unitsOf(node)} units, ${sequence(node).steps} steps`,
      constants: {
        ...sequence(node),
        ...(isInteger ? integerConstants(node) : { cell_clip: { float32: clip }, backward: node.options.backward ? 1 : 0 }),
        ...(hybrid ? { asymmetric: node.options.asymmetricInputs ? 1 : 0 } : {}),
      },
      args: [
        { tensor: node.inputs[0]! }, ...parts, ...(isInteger ? [factors(), { table: sigmoidTable() }] : hybrid ? [{ table: weightScales(node) }] : []),
        { tensor: node.inputs[HIDDEN]! }, { tensor: node.inputs[CELL]! }, { tensor: node.outputs[0] },
        ...(hybrid ? [{ scratchBytes: input_depth + units }] : []),
      ],
    };
  },

  macs(node) {
    const { steps, batches, input_depth, units } = sequence(node);
    return batches * steps * units * (4 * (input_depth + units) + 3);
  },
  state: [HIDDEN, CELL],
};

/** Biases of int64 travel as int32. */
function partOf(tensor: Tensor, gate: number): Argument {
  return tensor.dtype === 'int64' ? { table: { name: `bias_${gate}`, type: 'int32_t', values: wideValues(tensor) } } : { tensor };
}

function isBeyond32(bias: Tensor): boolean {
  return bias.dtype === 'int64' && wideValues(bias).some((value) => (value | 0) !== value);
}

function unitsOf({ inputs }: Node): number {
  return inputs[RECURRENT]!.shape[0];
}

function checkParts({ inputs, options, outputs: [output] }: Node): string | undefined {
  const isInteger = inputs[0]!.dtype !== 'float32';
  const sums = inputs[0]!.dtype === 'int16' ? 'int64' : 'int32';
  const [weight, bias, cell] = isInteger ? ['int8', sums, 'int16'] : [inputs[WEIGHTS]?.dtype === 'int8' ? 'int8' : 'float32', 'float32', 'float32'];
  const of = (first: number, dtype: string): boolean =>
    GATES.map((gate) => inputs[first + gate]).every((tensor) => tensor?.data && tensor.dtype === dtype);
  return firstProblem(
    (!of(WEIGHTS, weight) || !of(RECURRENT, weight) || !of(BIAS, bias)) &&
      `gates without constant ${weight} weights and ${bias} bias, or less than four of them`,
    VARIANTS.some((place) => inputs[place]) && 'peepholes, a projection or normalisation',
    (inputs[HIDDEN]?.dtype !== output.dtype || inputs[CELL]?.dtype !== cell) &&
      `a hidden and a cell state other than ${output.dtype} and ${cell}`,
    options.activation !== TANH && 'an activation other than TANH',
  );
}

function checkSizes(node: Node): string | undefined {
  const { batches, input_depth, units } = sequence(node);
  const of = (first: number, shape: number[]): boolean => GATES.every((gate) => node.inputs[first + gate]!.shape.join() === shape.join());
  return firstProblem(
    (!of(WEIGHTS, [units, input_depth]) || !of(RECURRENT, [units, units]) || !of(BIAS, [units])) &&
      `gates of other sizes than ${units} units and ${input_depth} inputs`,
    [HIDDEN, CELL].some((place) => elementCount(node.inputs[place]!.shape) !== batches * units) &&
      `states of other sizes than ${batches}x${units}`,
  );
}

/** An output's own scale counts for nothing: it gets the hidden state's bytes, as in TFLite. */
function checkInteger({ inputs }: Node): string | undefined {
  const parts = [0, HIDDEN, CELL, ...[WEIGHTS, RECURRENT].flatMap((first) => GATES.map((gate) => first + gate))];
  const weights = parts.slice(3).map((place) => inputs[place]!);
  return (
    firstProblem(...parts.map((place) => checkPerTensor(inputs[place], `tensor "${inputs[place]!.name}"`))) ??
    firstProblem(
      GATES.some((gate) => isBeyond32(inputs[BIAS + gate]!)) && 'a bias beyond 32 bits',
      weights.some(({ quantization }) => quantization!.zeroPoints[0] !== 0) && 'weights with a zero point other than 0',
      !Number.isInteger(cellBits(inputs[CELL]!)) &&
        `a cell state of scale ${inputs[CELL]!.quantization!.scales[0]}, which is no power of 2 from 2^-${MOST_CELL_BITS} to 1`,
    )
  );
}

/** Weights of int8 beside float32 take one scale each. */
function checkHybridWeights({ inputs }: Node): string | undefined {
  const weights = [WEIGHTS, RECURRENT].flatMap((first) => GATES.map((gate) => inputs[first + gate]!));
  return firstProblem(...weights.map((tensor) => checkPerTensor(tensor, `tensor "${tensor.name}"`))) ??
    firstProblem(weights.some(({ quantization }) => quantization!.zeroPoints[0] !== 0) && 'weights with a zero point other than 0');
}

/** Of each gate: of its weights and its recurrent ones. */
function weightScales({ inputs }: Node): ConstTable {
  const values = GATES.flatMap((gate) => [WEIGHTS, RECURRENT].map((first) => inputs[first + gate]!.quantization!.scales[0]));
  return { name: 'scales', type: 'float', values };
}

/** n of a cell state in steps of 2^-n, NaN for other scales. */
function cellBits(cell: Tensor): number {
  const bits = Array.from({ length: MOST_CELL_BITS + 1 }, (_, n) => n).find((n) => cell.quantization!.scales[0] === 2 ** -n);
  return bits ?? NaN;
}

function sequence(node: Node): Sequence {
  return readSequence(node.inputs[0]!, unitsOf(node), node.options.timeMajor !== 0);
}

/** Of each gate: what brings the sums over the input and over the hidden state to Q3.12. TFLite multiplies the scales in float32. */
function gateFactors({ inputs }: Node): number[] {
  const scaleOf = (place: number): number => inputs[place]!.quantization!.scales[0];
  return GATES.flatMap((gate) =>
    [[0, WEIGHTS], [HIDDEN, RECURRENT]].flatMap(([source, first]) => {
      const factor = toFixedPoint(Math.fround(scaleOf(source) * scaleOf(first + gate)) * 2 ** 12);
      const { multiplier, shift } = inputs[0]!.dtype === 'int16' ? narrow(factor) : factor;
      return [multiplier, shift];
    }),
  );
}

/** Gates are Q0.15; products go to the cell's and the hidden state's steps. */
function integerConstants({ inputs, options }: Node): Record<string, number> {
  const [input, hidden, cell] = [0, HIDDEN, CELL].map((place) => inputs[place]!.quantization!);
  const bits = cellBits(inputs[CELL]!);
  const [forget, product, output] = [2 ** -15, 2 ** -30 / cell.scales[0], 2 ** -30 / hidden.scales[0]].map(toFixedPoint);
  const shift = 12 - bits;
  const clip = options.cellClip as number;
  return {
    input_zero_point: input.zeroPoints[0],
    hidden_zero_point: hidden.zeroPoints[0],
    forget_multiplier: forget.multiplier, forget_shift: forget.shift,
    input_multiplier: product.multiplier, input_shift: product.shift,
    output_multiplier: output.multiplier, output_shift: output.shift,
    tanh_multiplier: 3 * 2 ** Math.max(0, shift),
    tanh_shift: Math.max(0, -shift),
    cell_clip: clip > 0 ? Math.trunc(Math.min(clip / cell.scales[0], 32767)) : 32768,
  };
}
