import { elementCount } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { broadcastShapes, broadcastView, operandArguments } from './broadcast';
import { checkPerTensor, checkSameDtype, firstProblem, LAYER_TYPES } from './checks';
import { dtypeSuffix, type Node, type Operator } from './operator';
import { stepsOf } from './strided-copy';
import { narrow } from './wide-sums';

/** Axes of batches that the kernel has, before the two of a matrix. */
const BATCH_AXES = 2;

/** BATCH_MATMUL: matrix products, batch axes broadcast; adjX and adjY transpose an operand. */
export const batchMatmul: Operator = {
  options: { adjX: { slot: 0, type: 'int8' }, adjY: { slot: 1, type: 'int8' } },

  infer(node) {
    const [a, b] = readOperands(node)!;
    return [[...batchesOf(node).at(-1)!, a.shape[2], b.shape[3]]];
  },

  check(node) {
    const problem = firstProblem(
      checkSameDtype(node, LAYER_TYPES),
      node.inputs[1]?.dtype !== node.inputs[0]?.dtype && 'operands of two types',
      node.inputs.some((input) => !input || input.shape.length < 2) && 'operands of a rank below 2',
    );
    if (problem) return problem;
    const [a, b] = readOperands(node) ?? [];
    return firstProblem(
      (!a || !b || a.shape[3] !== b.shape[2]) && `matrices of ${node.inputs.map((input) => input!.shape.join('x')).join(' and ')}`,
      checkPerTensor(node.inputs[0], 'input 0'),
      checkPerTensor(node.inputs[1], 'input 1'),
      checkPerTensor(node.outputs[0], 'output'),
    );
  },

  lower(node) {
    const [a, b] = readOperands(node)!;
    const [batch_0, batch_1] = broadcastShapes(a.shape.slice(0, 2), b.shape.slice(0, 2))!;
    const { dtype } = node.outputs[0];
    return {
      kernel: `batch_matmul_${dtypeSuffix(dtype)}`,
      note: `${a.shape[2]}x${a.shape[3]} by ${b.shape[2]}x${b.shape[3]}`,
      constants: {
        batch_0, batch_1, rows: a.shape[2], depth: a.shape[3], columns: b.shape[3],
        a_batch_0: a.steps[0], a_batch_1: a.steps[1], a_row: a.steps[2], a_depth: a.steps[3],
        b_batch_0: b.steps[0], b_batch_1: b.steps[1], b_depth: b.steps[2], b_column: b.steps[3],
        ...(dtype === 'float32' ? {} : scales(node)),
      },
      args: [...operandArguments(node), { tensor: node.outputs[0] }],
    };
  },

  macs: (node) => elementCount(node.outputs[0].shape) * readOperands(node)![0].shape[3],
};

interface Operand {
  /** Two batch axes, rows, columns, as the product reads them. */
  shape: number[];
  /** In elements along each axis, 0 along a batch axis of size 1. */
  steps: number[];
}

/** Undefined where their batches do not fit each other, or the kernel. */
function readOperands(node: Node): Operand[] | undefined {
  const { inputs, options } = node;
  const batches = batchesOf(node);
  const views = batches.length === inputs.length + 1 ? broadcastView(batches, BATCH_AXES) : undefined;
  return views && [options.adjX, options.adjY].map((isTransposed, index) => {
    const shape = [...views[index], ...inputs[index]!.shape.slice(-2)];
    const steps = stepsOf(shape).map((step, axis) => (axis < BATCH_AXES && shape[axis] === 1 ? 0 : step));
    const order = isTransposed ? [0, 1, 3, 2] : [0, 1, 2, 3];
    return { shape: order.map((axis) => shape[axis]), steps: order.map((axis) => steps[axis]) };
  });
}

/** The batch axes of both operands, and of the output where the two fit. */
function batchesOf({ inputs }: Node): number[][] {
  const [a, b] = inputs.map((input) => input!.shape.slice(0, -2));
  const output = broadcastShapes(a, b);
  return output ? [a, b, output] : [a, b];
}

/** TensorFlow Lite Micro multiplies and divides scales in double; LiteRT rounds the product to float32. */
function scales(node: Node): Record<string, number> {
  const [a, b, output] = [node.inputs[0]!, node.inputs[1]!, node.outputs[0]].map((tensor) => tensor.quantization!);
  const factor = toFixedPoint((a.scales[0] * b.scales[0]) / output.scales[0]);
  if (node.outputs[0].dtype === 'int16') return { ...narrow(factor) };
  return {
    zero_point_a: a.zeroPoints[0],
    zero_point_b: b.zeroPoints[0],
    output_zero_point: output.zeroPoints[0],
    ...factor,
  };
}
