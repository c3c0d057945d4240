import { elementCount } from '../ir/graph';
import { checkPerTensor, checkSameDtype, checkSameScale, firstProblem, PLACED_TYPES } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';

/** SPACE_TO_BATCH_ND: what converters put before a dilated convolution of open size. */
export const spaceToBatch = spaceBatch({
  kernel: 'space_to_batch_nd',
  infer: ({ shape: [batches, height, width, depth], block, edges }) => [
    batches * elementCount(block),
    (height + edges[0] + edges[1]) / block[0],
    (width + edges[2] + edges[3]) / block[1],
    depth,
  ],
  images: (node) => node.inputs[0]!.shape[0],
  constants: (node) => {
    const fill = node.outputs[0].quantization?.zeroPoints[0] ?? 0;
    return { value: node.outputs[0].dtype === 'float32' ? { float32: fill } : fill };
  },
});

/** BATCH_TO_SPACE_ND: what they put behind it. */
export const batchToSpace = spaceBatch({
  kernel: 'batch_to_space_nd',
  infer: ({ shape: [batches, height, width, depth], block, edges }) => [
    batches / elementCount(block),
    height * block[0] - edges[0] - edges[1],
    width * block[1] - edges[2] - edges[3],
    depth,
  ],
  images: (node) => node.outputs[0].shape[0],
  constants: () => ({}),
});

/** Images of rank 4, blocks of two sizes, paddings or crops before and after both: rank 3 has a width of 1. */
interface Blocks {
  shape: number[];
  block: number[];
  edges: number[];
}

interface SpaceBatch {
  kernel: string;
  infer(blocks: Blocks): number[];
  /** How many images there are where they are whole. */
  images(node: Node): number;
  constants(node: Node): Record<string, number | { float32: number }>;
}

function spaceBatch({ kernel, infer, images, constants }: SpaceBatch): Operator {
  return {
    options: {},

    infer(node) {
      const shape = infer(readBlocks(node));
      return [node.inputs[0]!.shape.length === 3 ? [shape[0], shape[1], shape[3]] : shape];
    },

    check(node) {
      const rank = node.inputs[0]!.shape.length;
      const [, block, edges] = node.inputs.map(constantIntegers);
      return (
        firstProblem(
          checkSameDtype(node, PLACED_TYPES),
          rank !== 3 && rank !== 4 && `a tensor of rank ${rank}`,
          (block?.length !== rank - 2 || edges?.length !== 2 * (rank - 2)) && 'blocks or edges that are not constant',
        ) ??
        firstProblem(
          infer(readBlocks(node)).some((size) => !Number.isInteger(size) || size < 1) && 'blocks that do not fit the input',
          checkPerTensor(node.outputs[0], 'output'),
          checkSameScale(node),
        )
      );
    },

    lower(node) {
      const { shape, block, edges } = readBlocks(node);
      const [, output_height, output_width] = infer({ shape, block, edges });
      return {
        kernel,
        note: `blocks of ${block.join('x')}`,
        constants: {
          batches: images(node), input_height: shape[1], input_width: shape[2], output_height, output_width, depth: shape[3],
          block_height: block[0], block_width: block[1], before_height: edges[0], before_width: edges[2],
          ...constants(node),
        },
        args: [{ tensor: node.inputs[0]! }, { tensor: node.outputs[0] }],
      };
    },

    macs: () => 0,
  };
}

function readBlocks(node: Node): Blocks {
  const { shape } = node.inputs[0]!;
  const [block, edges] = node.inputs.slice(1).map((tensor) => constantIntegers(tensor)!);
  if (shape.length === 4) return { shape, block, edges };
  return { shape: [shape[0], shape[1], 1, shape[2]], block: [...block, 1], edges: [...edges, 0, 0] };
}
