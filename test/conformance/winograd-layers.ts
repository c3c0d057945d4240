import type { Graph } from '../../plugin/compiler/ir/graph';
import { toNode } from '../../plugin/compiler/ops/operator';
import { findSummed } from '../../plugin/compiler/passes/fuse-add';
import { drawOutput, drawQuantized, drawScale, drawWeights, oneOperator, slideOutput, toTensor, type Draft, type Random } from './random-drafts';

/** The kernels that go by Winograd's F(2x2, 3x3). */
export const KERNELS = ['conv_winograd_s8', 'conv_winograd_expanding_s8'] as const;

/** TFLite's numbers of paddings. */
export const [SAME, VALID] = [0, 1];

/** A 3x3 convolution with strides of 1, weights of any size among them: those of a channel may all be at the edge of int8. */
export function drawLayer(random: Random, [batches, height, width, depth]: number[], filters: number, padding: number): Graph {
  const input: Draft = { shape: [batches, height, width, depth], ...drawQuantized(random, drawScale(random, -7, -3)) };
  const [filter, bias] = drawWeights(random, [filters, 3, 3, depth], 0, input, true, true);
  const extreme = random.integer(0, filters - 1);
  const size = 9 * depth;
  const values = Array.from(filter.values!, (value, at) => (Math.floor(at / size) === extreme ? random.choose([-128, 127]) : value));
  const shape = [batches, slideOutput(height, 3, 1, 1, padding), slideOutput(width, 3, 1, 1, padding), filters];
  const options = { padding, strideWidth: 1, strideHeight: 1, activation: random.choose([0, 1, 3]), dilationWidth: 1, dilationHeight: 1 };
  return oneOperator('CONV_2D', 3, [input, { ...filter, values }, bias], [drawOutput(random, true, shape, -8, -2)], options);
}

/** The kernels that do the sum of a residual block as their last step. */
export const SUMMING = ['conv_winograd_add_s8', 'conv_winograd_expanding_add_s8'] as const;

/** Such a convolution and an ADD with another tensor, as either operand: the model's second input, or what the convolution reads. */
export function drawResidualBlock(random: Random, [batches, height, width, depth]: number[], filters: number, readsInput = false): Graph {
  const layer = drawLayer(random, [batches, height, width, depth], filters, SAME);
  const shape = [batches, height, width, filters];
  const around = (): Draft => ({ shape, ...drawQuantized(random, layer.tensors[3].quantization!.scales[0] * random.choose([0.6, 1, 1.7])) });
  const [residual, sum] = [around(), around()];
  const other = readsInput ? 0 : 4;
  const inputs = random.choose([[3, other], [other, 3]]);
  return {
    tensors: [...layer.tensors, toTensor(residual, 4), toTensor(sum, 5)],
    inputs: readsInput ? [0] : [0, 4],
    outputs: [5],
    ops: [...layer.ops, { index: 1, name: 'ADD', version: 2, inputs, outputs: [5], options: { activation: random.choose([0, 1, 3]) } }],
  };
}

/** Draws until the block can be one operator: for some scales, no two products give ADD's bits. */
export function drawFusedBlock(...args: Parameters<typeof drawResidualBlock>): Graph {
  for (;;) {
    const graph = drawResidualBlock(...args);
    const fits = findSummed(graph).some((pair) => pair.fits(pair.positions.map((at) => toNode(graph, graph.ops[at])), { arch: 'armv7e-m', savesArena: true }));
    if (fits) return graph;
  }
}
