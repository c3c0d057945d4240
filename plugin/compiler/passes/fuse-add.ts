import type { Graph } from '../ir/graph';
import { OPERATORS } from '../ops';
import { canFuseAdd, CONV_ADD, SUMMING_KERNELS } from '../ops/conv-add';
import { CONTROL } from '../ops/control-flow';
import { findMaker, type FindFusions } from './fusion';

/**
 * A CONV_2D and the ADD that alone reads its output, the end of a residual block: the sum is written over the other operand. The
 * convolution moves to where the ADD stands, so nothing between them may write what was there before.
 */
export const findSummed: FindFusions = (graph) =>
  graph.ops.flatMap((op, last) =>
    (op.name === 'ADD' ? [0, 1] : []).flatMap((operand) => {
      const first = findMaker(graph, last, operand);
      if (first === undefined || graph.ops[first].name !== 'CONV_2D' || !canMove(graph, first, last)) return [];
      return [{ name: CONV_ADD, positions: [first, last], between: [op.inputs[operand]], kernels: Object.values(SUMMING_KERNELS), fits: canFuseAdd }];
    }));

function canMove({ ops, tensors }: Graph, first: number, last: number): boolean {
  const marks: readonly string[] = Object.values(CONTROL);
  const isFixed = ops.slice(first, last).some(({ name }) => marks.includes(name) || OPERATORS[name].state || OPERATORS[name].overwrites);
  return !isFixed && ![...ops[first].inputs, ...ops[last].inputs].some((id) => tensors[id]?.kept);
}
