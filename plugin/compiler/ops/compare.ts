import { elementCount, type Dtype } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { broadcastConstants, broadcastShapes, checkBroadcast, operandArguments } from './broadcast';
import { checkPerTensor, firstProblem } from './checks';
import type { Node, Operator } from './operator';

/** Types of which two can be compared. */
const COMPARABLE: readonly Dtype[] = ['int8', 'int16', 'int32', 'float32'];
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

/** Whether two values are in a relation, with broadcasting: int8 by scales and zero points. `relation`: its number in compare.h. */
function comparison(relation: number, dtypes: readonly Dtype[]): Operator {
  return {
    options: {},
    infer: (node) => [broadcastShapes(node.inputs[0]!.shape, node.inputs[1]!.shape)!],
    check: (node) =>
      firstProblem(
        !dtypes.includes(node.inputs[0]!.dtype) && `input of type ${node.inputs[0]!.dtype}; kernels exist for ${dtypes.join(', ')}`,
        node.outputs[0].dtype !== 'bool' && `an output of type ${node.outputs[0].dtype} instead of bool`,
        checkBroadcast(node),
      ) ?? checkScales(node),
    lower: (node) => ({
      kernel: node.inputs[0]!.dtype === 'int8' ? 'compare_scaled_s8' : 'compare',
      constants: { relation, ...broadcastConstants(node), ...(node.inputs[0]!.dtype === 'int8' ? scales(node) : {}) },
      args: [...operandArguments(node), { tensor: node.outputs[0] }],
    }),
    macs: (node) => elementCount(node.outputs[0].shape),
  };
}

/** int8 in steps of 1 or more, TFLite does not compare; int16 it compares as it stands, whatever the scales. */
function checkScales({ inputs: [a, b] }: Node): string | undefined {
  const { dtype } = a!;
  if (dtype !== 'int8' && dtype !== 'int16') return undefined;
  const unfit = firstProblem(checkPerTensor(a, 'input 0'), checkPerTensor(b, 'input 1'));
  if (unfit) return unfit;
  const [left, right] = [a!, b!].map(({ quantization }) => quantization!.scales[0]);
  return firstProblem(
    dtype === 'int16' && left !== right && `int16 inputs of the scales ${left} and ${right}`,
    dtype === 'int8' && [left, right].some((scale) => toFixedPoint(scale).shift > 0) && `inputs of the scales ${left} and ${right}, of which one is 1 or more`,
  );
}

/** Values times 256, and their scale, are what is compared. */
function scales({ inputs }: Node): Record<string, number> {
  const [a, b] = inputs.map((tensor) => toFixedPoint(tensor!.quantization!.scales[0]));
  const [zero_point_a, zero_point_b] = inputs.map((tensor) => tensor!.quantization!.zeroPoints[0]);
  return { zero_point_a, zero_point_b, multiplier_a: a.multiplier, shift_a: a.shift, multiplier_b: b.multiplier, shift_b: b.shift };
}
