import { elementCount, type Dtype, type Tensor } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { broadcastConstants, broadcastShapes, checkBroadcast, operandArguments } from './broadcast';
import { checkPerTensor, firstProblem } from './checks';
import type { Node, Operator } from './operator';

/** Types of which two can be compared. */
const COMPARABLE: readonly Dtype[] = ['int8', 'int32', 'float32'];
/** And those that can be equal. */
const EQUATABLE: readonly Dtype[] = [...COMPARABLE, 'bool'];

/** EQUAL. */
export const equal = comparison(0, EQUATABLE);
/** NOT_EQUAL. */
export const notEqual = comparison(1, EQUATABLE);
/** LESS. */
export const less = comparison(2, COMPARABLE);
/** LESS_EQUAL. */
export const lessEqual = comparison(3, COMPARABLE);
/** GREATER. */
export const greater = comparison(4, COMPARABLE);
/** GREATER_EQUAL. */
export const greaterEqual = comparison(5, COMPARABLE);

/** Whether two values are in a relation, with broadcasting. `relation`: its number in compare.h. */
function comparison(relation: number, dtypes: readonly Dtype[]): Operator {
  return {
    options: {},
    infer: (node) => [broadcastShapes(node.inputs[0]!.shape, node.inputs[1]!.shape)!],
    check: (node) =>
      firstProblem(
        !dtypes.includes(node.inputs[0]!.dtype) && `input of type ${node.inputs[0]!.dtype}; kernels exist for ${dtypes.join(', ')}`,
        node.outputs[0].dtype !== 'bool' && `an output of type ${node.outputs[0].dtype} instead of bool`,
        checkBroadcast(node),
      ) ?? (node.inputs[0]!.dtype === 'int8' ? checkScales(node) : undefined),
    lower: (node) => ({
      ...(node.inputs[0]!.dtype === 'int8'
        ? { kernel: 'compare_s8', constants: { relation, ...broadcastConstants(node), ...scales(node) } }
        : { kernel: 'compare', constants: { relation, ...broadcastConstants(node) } }),
      args: [...operandArguments(node), { tensor: node.outputs[0] }],
    }),
    macs: (node) => elementCount(node.outputs[0].shape),
  };
}

/** TFLite multiplies by scales below 1 alone. */
function checkScales({ inputs: [a, b] }: Node): string | undefined {
  return firstProblem(
    checkPerTensor(a, 'input 0'), checkPerTensor(b, 'input 1'),
    [a, b].some((input) => (input?.quantization?.scales[0] ?? 0) >= 1) && 'operands with a scale from 1 on',
  );
}

function scales({ inputs }: Node): Record<string, number> {
  const [a, b] = (inputs as Tensor[]).map(({ quantization }) => ({ ...toFixedPoint(quantization!.scales[0]), zeroPoint: quantization!.zeroPoints[0] }));
  return {
    zero_point_a: a.zeroPoint, multiplier_a: a.multiplier, shift_a: a.shift,
    zero_point_b: b.zeroPoint, multiplier_b: b.multiplier, shift_b: b.shift,
  };
}
