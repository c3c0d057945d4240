import { elementCount, type Op } from '../ir/graph';
import { affineSum } from './add';
import { describeLayer } from './conv-layer';
import { listWinograd } from './conv-winograd';
import { countParts } from './fused-parts';
import type { Constants, Lowering, LoweringTarget, Node, Operator } from './operator';

/** The name of the op that stands for a convolution and the ADD behind it. */
export const CONV_ADD = 'CONV_2D_ADD';

/** What each kernel of the convolution is called where the sum is its last step. */
export const SUMMING_KERNELS: Readonly<Record<string, string>> = {
  conv_winograd_s8: 'conv_winograd_add_s8',
  conv_winograd_expanding_s8: 'conv_winograd_expanding_add_s8',
};

/**
 * A 3x3 CONV_2D and the ADD that alone reads it: the end of a residual block, whose output lies where the other operand was. No operator of
 * TFLite; passes/fuse-add.ts makes it, inputs: those of the convolution, then the other operand.
 */
export const convAdd: Operator = {
  options: {},
  infer: ({ outputs: [output] }) => [output.shape],
  check: () => undefined,
  lower: (node, target) => listSums(node, target)[0],
  alternatives: (node, target) => listSums(node, target).slice(1),
  macs: (node) => countParts(node) + elementCount(node.outputs[0].shape),
};

/** Whether a fused kernel can do a convolution and the ADD behind it: Winograd's, and the sum by two products. */
export function canFuseAdd([convolution, sum]: readonly Node[], target: LoweringTarget): boolean {
  return describeSum(convolution, sum) !== undefined && listWinograd(convolution, target, describeLayer(convolution)).length > 0;
}

function listSums(node: Node, target: LoweringTarget): Lowering[] {
  const [convolution, sum] = node.parts!;
  const residual = node.inputs.length - 1;
  return listWinograd(convolution, target, describeLayer(convolution)).map(({ kernel, constants, note, args }) => {
    const [input, filter, channels, , scratch] = args;
    return {
      kernel: SUMMING_KERNELS[kernel],
      note: `${note}, then the sum`,
      constants: {},
      partConstants: { convolution: constants, sum: describeSum(convolution, sum)! },
      inPlace: [residual],
      args: [input, filter, channels, { tensor: node.inputs[residual]! }, { tensor: node.outputs[0] }, scratch],
    };
  });
}

/** The search for two products tries all pairs of operands, and a choice of kernels asks for the same ADD many times. */
const known = new WeakMap<Op, ReturnType<typeof affineSum>>();

/** What residual_sum is told, or undefined where two products don't give ADD's bits. */
function describeSum(convolution: Node, sum: Node): Constants | undefined {
  const [a, b] = sum.inputs.map((tensor) => tensor!.id);
  if (a === b || sum.outputs[0].dtype !== 'int8') return undefined;
  if (!known.has(sum.op)) known.set(sum.op, affineSum(sum, 1));
  const found = known.get(sum.op);
  if (!found) return undefined;
  const { factor_a, factor_b, elements: _, ...rest } = found;
  const isFirst = a === convolution.outputs[0].id;
  return { factor_own: isFirst ? factor_a : factor_b, factor_residual: isFirst ? factor_b : factor_a, ...rest };
}
