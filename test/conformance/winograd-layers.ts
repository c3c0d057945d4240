import type { Graph } from '../../plugin/compiler/ir/graph';
import { drawOutput, drawQuantized, drawScale, drawWeights, oneOperator, slideOutput, type Draft, type Random } from './random-drafts';

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
