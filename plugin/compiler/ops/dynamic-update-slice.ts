import { checkSameDtype, checkSameScale, firstProblem } from './checks';
import type { Node, Operator } from './operator';
import { MOVABLE } from './strided-copy';

/** Axes that the kernel has. */
const RANK = 4;

/** DYNAMIC_UPDATE_SLICE: input 0 with input 1 in the place that begins where input 2 says. A list that a loop writes item by item is one. */
export const dynamicUpdateSlice: Operator = {
  options: {},
  infer: (node) => [node.inputs[0]!.shape],

  check(node) {
    const [input, update, start] = node.inputs;
    return firstProblem(
      checkSameDtype(node, MOVABLE),
      update?.dtype !== input!.dtype && `an update of ${update?.dtype} to ${input!.dtype}`,
      start?.dtype !== 'int32' && `places of type ${start?.dtype} instead of int32`,
      joinAxes(node).length > RANK && `an update along ${joinAxes(node).length} axes; the kernel has ${RANK}`,
    ) ?? firstProblem(
      (update!.shape.length !== input!.shape.length || update!.shape.some((size, axis) => size > input!.shape[axis])) &&
        `${update!.shape.join('x')} inside of ${input!.shape.join('x')}`,
      start!.shape.join() !== String(input!.shape.length) && `${start!.shape.join('x')} places for ${input!.shape.length} axes`,
      checkSameScale(node, [0, 1]),
    );
  },

  lower(node) {
    const axes = joinAxes(node);
    const padded = [...Array.from({ length: RANK - axes.length }, () => ({ outer: 1, size: 1 })), ...axes];
    return {
      kernel: 'dynamic_update_slice',
      constants: {
        ...Object.fromEntries(padded.flatMap(({ outer, size }, axis) => [[`outer_${axis}`, outer], [`size_${axis}`, size]])),
        rank: Math.min(RANK, node.inputs[0]!.shape.length),
      },
      args: [...node.inputs.map((tensor) => ({ tensor: tensor! })), { tensor: node.outputs[0] }],
    };
  },

  macs: () => 0,
  inPlace: [0],
};

/** Where there are more axes than the kernel has, those at the end that are taken whole are one with the axis before them. */
function joinAxes({ inputs: [input, update] }: Node): { outer: number; size: number }[] {
  const axes = input!.shape.map((outer, axis) => ({ outer, size: update?.shape[axis] ?? 0 }));
  while (axes.length > RANK) {
    const [before, last] = axes.slice(-2);
    if (last.size !== last.outer || before.size !== before.outer) break;
    axes.splice(-2, 2, { outer: before.outer * last.outer, size: before.size * last.size });
  }
  return axes;
}
