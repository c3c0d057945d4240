import { elementCount, type Dtype, type Tensor } from '../ir/graph';
import { wideValues } from './constants';
import { INTEGER_RANGES } from './integer-ranges';
import type { Node } from './operator';

/** Types of the operators that have kernels on int16 as well. */
export const LAYER_TYPES: readonly Dtype[] = ['int8', 'int16', 'float32'];

/** Types of the operators that move values as they are, with a scale or without one. */
export const PLACED_TYPES: readonly Dtype[] = [...LAYER_TYPES, 'int32', 'bool'];

/** Types whose values are numbers as they stand. */
const WITHOUT_SCALE: readonly Dtype[] = ['float32', 'int32', 'bool'];

/** The first complaint, or undefined: lets an operator's `check` read as a list. */
export function firstProblem(...problems: (string | false | undefined)[]): string | undefined {
  return problems.find((problem): problem is string => typeof problem === 'string');
}

/** Input 0 and output 0 have one of these types, and the same. */
export function checkSameDtype(node: Node, dtypes: readonly Dtype[] = ['int8', 'float32']): string | undefined {
  const [input] = node.inputs;
  const [output] = node.outputs;
  if (!input || !dtypes.includes(input.dtype)) return `input of type ${input?.dtype ?? 'none'}; kernels exist for ${dtypes.join(', ')}`;
  return input.dtype === output.dtype ? undefined : `input ${input.dtype} with output ${output.dtype}`;
}

/** An integer tensor needs one scale and one zero point inside its type's range; kernels take int16 to be symmetric. */
export function checkPerTensor(tensor: Tensor | undefined, role: string): string | undefined {
  const zeroPoint = tensor?.quantization?.zeroPoints[0];
  return checkScaled(tensor, role) ?? (tensor?.dtype === 'int16' && zeroPoint !== 0 ? `${role} of int16 with the zero point ${zeroPoint}` : undefined);
}

/** The same, with any zero point on int16 too, for what takes values from one type to another. */
export function checkScaled(tensor: Tensor | undefined, role: string): string | undefined {
  if (!tensor || WITHOUT_SCALE.includes(tensor.dtype)) return undefined;
  const { scales, zeroPoints } = tensor.quantization ?? { scales: [], zeroPoints: [] };
  if (scales.length !== 1 || zeroPoints.length !== 1) return `${role} without exactly one scale and zero point`;
  if (!(scales[0] > 0) || !Number.isFinite(scales[0])) return `${role} with the scale ${scales[0]}`;
  const { low, high } = INTEGER_RANGES[tensor.dtype] ?? { low: -Infinity, high: Infinity };
  return zeroPoints[0] < low || zeroPoints[0] > high ? `${role} with the zero point ${zeroPoints[0]}` : undefined;
}

/** Scales and zero points, to compare. */
export function describeScale({ quantization }: Tensor): string {
  return `${quantization?.scales.join()} ${quantization?.zeroPoints.join()}`;
}

/** An operator that only moves or chooses int8 values has one scale and zero point for output and inputs, all or those at `places`. */
export function checkSameScale({ inputs: all, outputs: [output] }: Node, places?: readonly number[]): string | undefined {
  const inputs = places ? places.map((place) => all[place]) : all;
  const isSame = inputs.every((input) => input?.dtype !== 'int8' || describeScale(input) === describeScale(output));
  return isSame ? undefined : 'inputs of other scales than the output';
}

/** Weights must be constants of the expected type with one symmetric scale, or one per slice of `axis`. */
export function checkWeights(node: Node, axis: number): string | undefined {
  const [input, filter, bias] = node.inputs;
  if (!filter?.data) return 'weights that are not constant';
  // those of uint8 models, whose zero point makes nine bits of them, are int16 here
  const isWide = node.op.wasUnsigned && filter.dtype === 'int16';
  if (!isWide && filter.dtype !== (input?.dtype === 'int16' ? 'int8' : input?.dtype)) return `${filter.dtype} weights with ${input?.dtype} input`;
  const biasDtype = filter.dtype === 'float32' ? 'float32' : input!.dtype === 'int16' ? 'int64' : 'int32';
  if (bias && (!bias.data || bias.dtype !== biasDtype)) return `a bias that is not a constant ${biasDtype}`;
  const channels = filter.shape[axis];
  if (bias && elementCount(bias.shape) !== channels) return `${elementCount(bias.shape)} biases for ${channels} channels`;
  if (filter.dtype === 'float32') return undefined;
  if (bias?.dtype === 'int64' && !wideValues(bias).every((value) => (value | 0) === value)) return 'a bias beyond 32 bits';
  const { scales, zeroPoints } = filter.quantization ?? { scales: [], zeroPoints: [] };
  if (scales.length !== 1 && scales.length !== channels) return `${scales.length} weight scales for ${channels} channels`;
  if (!scales.every((scale) => scale >= 0 && Number.isFinite(scale))) return 'negative or infinite weight scales';
  return zeroPoints.every((zeroPoint) => zeroPoint === 0) ? undefined : 'weights with a zero point other than 0';
}

/**
 * What is wrong with a tensor's rank, or undefined.
 *
 * @param role how a message names the tensor.
 */
export function checkRank(tensor: Tensor | undefined, rank: number, role: string): string | undefined {
  return tensor?.shape.length === rank ? undefined : `${role} of rank ${tensor?.shape.length ?? 'none'}; the kernel needs ${rank}`;
}

/** What keeps integers from being computed with as they stand, or undefined. */
export function checkSymmetric(tensors: readonly Tensor[]): string | undefined {
  const shifted = tensors.find(({ quantization }) => quantization!.zeroPoints[0] !== 0);
  return shifted && `tensor "${shifted.name}" with the zero point ${shifted.quantization!.zeroPoints[0]} where TFLite takes none into account`;
}
