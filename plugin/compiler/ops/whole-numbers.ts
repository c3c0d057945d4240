import { broadcastConstants, checkBroadcast, operandArguments } from './broadcast';
import { firstProblem } from './checks';
import type { Lowering, Node } from './operator';

/** Numbers of arithmetic_s32.h. */
export const WHOLE_OPERATIONS = { add: 0, sub: 1, mul: 2, squared_difference: 3 } as const;

/** Whether a node computes on int32: indices and counts, without a scale. */
export function isOnWholeNumbers({ inputs: [first] }: Node): boolean {
  return first?.dtype === 'int32';
}

/** What the kernel does not do. */
export function checkWholeNumbers(node: Node): string | undefined {
  return firstProblem(
    checkBroadcast(node),
    node.outputs[0].dtype !== 'int32' && `input int32 with output ${node.outputs[0].dtype}`,
    Boolean(node.options.activation) && 'an activation on int32',
  );
}

/** A sum, a difference, its square or a product, modulo 2^32. */
export function lowerWholeNumbers(node: Node, operation: keyof typeof WHOLE_OPERATIONS): Lowering {
  return {
    kernel: 'arithmetic_s32',
    constants: { operation: WHOLE_OPERATIONS[operation], ...broadcastConstants(node) },
    args: [...operandArguments(node), { tensor: node.outputs[0] }],
  };
}
