import { elementCount } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { broadcastShapes, operandArguments } from './broadcast';
import { checkPerTensor, checkSameDtype, firstProblem, LAYER_TYPES } from './checks';
import { dtypeSuffix, type Node, type Operator } from './operator';
import { stepsOf } from './strided-copy';
import { narrow } from './wide-sums';

/** Two axes of batches before the two of a matrix. */
const RANK = 4;

/** BATCH_MATMUL: matrix products, batch axes broadcast; adjX and adjY transpose an operand. */
export const batchMatmul: Operator = {
  options: { adjX: { slot: 0, type: 'int8' }, adjY: { slot: 1, type: 'int8' } },

  infer(node) {
    const [a, b] = readOperands(node);
    const rank = Math.max(...node.inputs.map((input) => input!.shape.length));
    return [[...broadcastShapes(a.shape.slice(0, 2), b.shape.slice(0, 2))!, a.shape[2], b.shape[3]].slice(RANK - rank)];
  },

  check(node) {
    const problem = firstProblem(
      checkSameDtype(node, LAYER_TYPES),
      node.inputs[1]?.dtype !== node.inputs[0]?.dtype && 'operands of two types',
      node.inputs.some((input) => !input || input.shape.length < 2 || input.shape.length > RANK) &&
        `operands of a rank other than 2 to ${RANK}`,
    );
    if (problem) return problem;
    const [a, b] = readOperands(node);
    return firstProblem(
      (a.shape[3] !== b.shape[2] || !broadcastShapes(a.shape.slice(0, 2), b.shape.slice(0, 2))) &&
        `matrices of ${a.shape.join('x')} and ${b.shape.join('x')}`,
      checkPerTensor(node.inputs[0], 'input 0'),
      checkPerTensor(node.inputs[1], 'input 1'),
      checkPerTensor(node.outputs[0], 'output'),
    );
  },

  lower(node) {
    const [a, b] = readOperands(node);
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

  macs: (node) => elementCount(node.outputs[0].shape) * readOperands(node)[0].shape[3],
};

interface Operand {
  /** Two batch axes, rows, columns, as the product reads them. */
  shape: number[];
  /** In elements along each axis, 0 along a batch axis of size 1. */
  steps: number[];
}

function readOperands({ inputs, options }: Node): Operand[] {
  return [options.adjX, options.adjY].map((isTransposed, index) => {
    const shape = [...new Array<number>(RANK - inputs[index]!.shape.length).fill(1), ...inputs[index]!.shape];
    const steps = stepsOf(shape).map((step, axis) => (axis < 2 && shape[axis] === 1 ? 0 : step));
    const order = isTransposed ? [0, 1, 3, 2] : [0, 1, 2, 3];
    return { shape: order.map((axis) => shape[axis]), steps: order.map((axis) => steps[axis]) };
  });
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
