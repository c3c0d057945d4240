import { elementCount, type Dtype } from '../ir/graph';
import type { Lowering, Node } from './operator';

/** Axes that `strided_copy` has. */
const RANK = 4;

/** Axes that `strided_copy_deep` has. */
const DEEP_RANK = 6;

/** Types of values that can be moved. */
export const MOVABLE: readonly Dtype[] = ['int8', 'uint8', 'int16', 'int32', 'float32', 'bool'];

/** An output whose element (i, j, ...) is the input's element `first + i * steps[0] + j * steps[1] + ...`. */
export interface StridedCopy {
  first: number;
  sizes: number[];
  steps: number[];
}

/** What keeps a copy from the kernel, or undefined. */
export function checkStridedCopy(copy: StridedCopy): string | undefined {
  const { length } = joinAxes(copy);
  return length > DEEP_RANK ? `a copy along ${length} axes; the kernel has ${DEEP_RANK}` : undefined;
}

/** The kernel call of a copy; axes that lie behind one another in memory are joined. */
export function lowerStridedCopy(node: Node, copy: StridedCopy, note: string): Lowering {
  const axes = joinAxes(copy);
  const rank = axes.length > RANK ? DEEP_RANK : RANK;
  const entries = Array.from({ length: rank }, (_, index) => {
    const { size, step } = axes[index - (rank - axes.length)] ?? { size: 1, step: 0 };
    return [[`size_${index}`, size], [`step_${index}`, step]];
  }).flat();
  return {
    kernel: rank === RANK ? 'strided_copy' : 'strided_copy_deep',
    note,
    constants: { first: copy.first, ...Object.fromEntries(entries) },
    args: [{ tensor: node.inputs[0]! }, { tensor: node.outputs[0] }],
  };
}

/** As few axes as will do: those of size 1 left out, neighbours that are walked through in one go joined. */
function joinAxes({ sizes, steps }: StridedCopy): { size: number; step: number }[] {
  const axes: { size: number; step: number }[] = [];
  for (const [axis, size] of sizes.entries()) {
    const outer = axes.at(-1);
    if (outer && outer.step === size * steps[axis]) Object.assign(outer, { size: outer.size * size, step: steps[axis] });
    else if (size !== 1) axes.push({ size, step: steps[axis] });
  }
  return axes;
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
