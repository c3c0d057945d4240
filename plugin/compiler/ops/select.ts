import { elementCount, type Tensor } from '../ir/graph';
import { broadcastShapes, nameSteps } from './broadcast';
import { checkSameScale, firstProblem } from './checks';
import type { Node, Operator } from './operator';
import { MOVABLE } from './strided-copy';

/** Axes that the kernel has. */
const RANK = 4;

/** SELECT_V2: elements of input 1 where the condition, input 0, holds, and of input 2 elsewhere, with broadcasting. */
export const selectV2: Operator = {
  options: {},
  infer: (node) => [shapeOf(node)!],

  check(node) {
    const [condition, a, b] = node.inputs;
    const { dtype } = node.outputs[0];
    return firstProblem(
      condition?.dtype !== 'bool' && `a condition of type ${condition?.dtype}`,
      (a?.dtype !== dtype || b?.dtype !== dtype || !MOVABLE.includes(dtype)) && `${a?.dtype} and ${b?.dtype} for ${dtype}`,
      [condition, a, b].some((tensor) => tensor && tensor.shape.length > RANK) && `inputs of rank above ${RANK}`,
      condition && a && b && !shapeOf(node) && `shapes ${node.inputs.map((tensor) => tensor!.shape.join('x')).join(', ')}`,
    ) ?? checkSameScale(node, [1, 2]);
  },

  lower(node) {
    const [condition, a, b] = node.inputs as Tensor[];
    const output = node.outputs[0].shape;
    const sizes = [...new Array<number>(RANK - output.length).fill(1), ...output];
    return {
      kernel: 'select',
      constants: {
        ...Object.fromEntries(sizes.map((size, axis) => [`size_${axis}`, size])),
        ...nameSteps('step_c', condition.shape), ...nameSteps('step_a', a.shape), ...nameSteps('step_b', b.shape),
      },
      args: [...[condition, a, b].map((tensor) => ({ tensor })), { tensor: node.outputs[0] }],
    };
  },

  macs: (node) => elementCount(node.outputs[0].shape),
};

function shapeOf({ inputs: [condition, a, b] }: Node): number[] | undefined {
  const chosen = broadcastShapes(a!.shape, b!.shape);
  return chosen && broadcastShapes(condition!.shape, chosen);
}
