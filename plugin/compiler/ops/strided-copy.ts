import { elementCount, type Dtype } from '../ir/graph';
import { argumentOf } from './constants';
import type { Lowering, Node } from './operator';

/** Axes that the kernel has. */
export const COPY_RANK = 4;

/** Types of values that can be moved. */
export const MOVABLE: readonly Dtype[] = ['int8', 'uint8', 'int16', 'int32', 'float32'];

/** An output whose element (i, j, ...) is the input's element `first + i * steps[0] + j * steps[1] + ...`. */
export interface StridedCopy {
  first: number;
  sizes: number[];
  steps: number[];
}

export function lowerStridedCopy(node: Node, { first, sizes, steps }: StridedCopy, note: string): Lowering {
  const lead = COPY_RANK - sizes.length;
  const entries = Array.from({ length: COPY_RANK }, (_, index) => [
    [`size_${index}`, sizes[index - lead] ?? 1],
    [`step_${index}`, steps[index - lead] ?? 0],
  ]).flat();
  return {
    kernel: 'strided_copy',
    note,
    constants: { first, ...Object.fromEntries(entries) },
    args: [argumentOf(node.inputs[0]!, 'input'), { tensor: node.outputs[0] }],
  };
}

/** The input's elements in the order of the output. */
export function copiedElements({ first, sizes, steps }: StridedCopy): number[] {
  return Array.from({ length: elementCount(sizes) }, (_, at) => {
    let rest = at;
    return sizes.reduceRight((sum, size, axis) => {
      const position = rest % size;
      rest = Math.floor(rest / size);
      return sum + position * steps[axis];
    }, first);
  });
}

/** How many elements each step along an axis is. */
export function stepsOf(shape: readonly number[]): number[] {
  return shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
}
