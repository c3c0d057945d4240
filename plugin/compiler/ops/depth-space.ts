import { checkRank, checkSameDtype, checkSameScale, firstProblem } from './checks';
import type { Node, Operator } from './operator';
import { checkStridedCopy, lowerStridedCopy, MOVABLE, type StridedCopy } from './strided-copy';

/** DEPTH_TO_SPACE: blocks of `blockSize` times as many rows and columns, out of the channels. */
export const depthToSpace = depthSpace(
  ([batches, height, width, depth], block) => [batches, height * block, width * block, depth / (block * block)],
  ([batches, height, width, depth], block) => {
    const inner = depth / (block * block);
    return {
      first: 0,
      sizes: [batches, height, block, width, block, inner],
      steps: [height * width * depth, width * depth, block * inner, depth, inner, 1],
    };
  },
);

/** SPACE_TO_DEPTH: the pixels of each block behind one another, as channels. */
export const spaceToDepth = depthSpace(
  ([batches, height, width, depth], block) => [batches, height / block, width / block, depth * block * block],
  ([batches, height, width, depth], block) => ({
    first: 0,
    sizes: [batches, height / block, width / block, block, block, depth],
    steps: [height * width * depth, block * width * depth, block * depth, width * depth, depth, 1],
  }),
);

function depthSpace(shapeOf: (shape: number[], block: number) => number[], copyOf: (shape: number[], block: number) => StridedCopy): Operator {
  const blockOf = ({ options }: Node): number => options.blockSize as number;
  const outputOf = (node: Node): number[] => shapeOf(node.inputs[0]!.shape, blockOf(node));
  return {
    options: { blockSize: { slot: 0, type: 'int32' } },
    infer: (node) => [outputOf(node)],
    check: (node) =>
      firstProblem(checkSameDtype(node, MOVABLE), checkRank(node.inputs[0], 4, 'input')) ??
      firstProblem(!(blockOf(node) > 0 && outputOf(node).every(Number.isInteger)) && `blocks of ${blockOf(node)} in ${node.inputs[0]!.shape.join('x')}`) ??
      firstProblem(checkStridedCopy(copyOf(node.inputs[0]!.shape, blockOf(node))), checkSameScale(node, [0])),
    lower: (node) => lowerStridedCopy(node, copyOf(node.inputs[0]!.shape, blockOf(node)), `blocks of ${blockOf(node)}x${blockOf(node)}`),
    macs: () => 0,
  };
}
