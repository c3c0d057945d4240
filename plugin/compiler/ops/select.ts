import { elementCount, type Tensor } from '../ir/graph';
import { broadcastShapes, broadcastView, nameSteps, operandArguments } from './broadcast';
import { checkSameScale, firstProblem } from './checks';
import type { Node, Operator } from './operator';
import { MOVABLE } from './strided-copy';

/** SELECT_V2: elements of input 1 where the condition, input 0, holds, and of input 2 elsewhere, with broadcasting. */
export const selectV2 = choice(({ inputs: [condition] }) => condition!.shape);

/** SELECT: as SELECT_V2 of two inputs of one shape; a vector is a condition for each slice of the first axis. */
export const select = choice(
  ({ inputs: [condition, a] }) => (condition!.shape.length === 1 ? [...condition!.shape, ...a!.shape.slice(1).map(() => 1)] : condition!.shape),
  ({ inputs: [, a, b] }) => (a!.shape.join() === b!.shape.join() ? undefined : `shapes ${a!.shape.join('x')} and ${b!.shape.join('x')}`),
);

/**
 * @param viewCondition the shape that its condition is read with
 * @param checkShapes   what else its shapes must be
 */
function choice(viewCondition: (node: Node) => number[], checkShapes?: (node: Node) => string | undefined): Operator {
  const shapeOf = (node: Node): number[] | undefined => {
    const chosen = broadcastShapes(node.inputs[1]!.shape, node.inputs[2]!.shape);
    return chosen && broadcastShapes(viewCondition(node), chosen);
  };
  const viewOf = (node: Node): number[][] | undefined => {
    const [, a, b] = node.inputs as Tensor[];
    return broadcastView([viewCondition(node), a.shape, b.shape, shapeOf(node)!]);
  };
  return {
    options: {},
    infer: (node) => [shapeOf(node)!],

    check(node) {
      const [condition, a, b] = node.inputs;
      const { dtype } = node.outputs[0];
      return firstProblem(
        condition?.dtype !== 'bool' && `a condition of type ${condition?.dtype}`,
        (a?.dtype !== dtype || b?.dtype !== dtype || !MOVABLE.includes(dtype)) && `${a?.dtype} and ${b?.dtype} for ${dtype}`,
      ) ?? firstProblem(checkShapes?.(node), (!shapeOf(node) || !viewOf(node)) && `shapes ${node.inputs.map((tensor) => tensor!.shape.join('x')).join(', ')}`)
        ?? checkSameScale(node, [1, 2]);
    },

    lower(node) {
      const [viewC, viewA, viewB, sizes] = viewOf(node)!;
      return {
        kernel: 'select',
        constants: {
          ...Object.fromEntries(sizes.map((size, axis) => [`size_${axis}`, size])),
          ...nameSteps('step_c', viewC), ...nameSteps('step_a', viewA), ...nameSteps('step_b', viewB),
        },
        args: [...operandArguments(node), { tensor: node.outputs[0] }],
      };
    },

    macs: (node) => elementCount(node.outputs[0].shape),
  };
}
