import { describe, expect, test } from 'vitest';
import { drawScale, drawWeights, oneOperator, seededRandom, type Draft } from '../../../test/conformance/random-drafts';
import { toNode, type LoweringTarget, type Node } from './operator';
import { packExpandingWinograd, packWinograd } from './packed-winograd';

const TARGET: LoweringTarget = { arch: 'armv7e-m', savesArena: false };
const OPTIONS = { padding: 0, strideWidth: 1, strideHeight: 1, activation: 0, dilationWidth: 1, dilationHeight: 1 };

interface Layer {
  filters?: number;
  size?: [number, number];
  depth?: number;
  weights?: (at: number) => number;
  options?: Record<string, number>;
}

function drawNode({ filters = 3, size = [3, 3], depth = 8, weights, options = {} }: Layer = {}): Node {
  const random = seededRandom(filters + depth);
  const input: Draft = { shape: [1, 6, 6, depth], scales: [drawScale(random, -6, -4)], zeroPoint: -128 };
  const [filter, bias] = drawWeights(random, [filters, ...size, depth], 0, input, true, true);
  const values = weights ? Array.from(filter.values!, (_, at) => weights(at)) : filter.values;
  const output: Draft = { shape: [1, 6, 6, filters], scales: [1], zeroPoint: 0 };
  const graph = oneOperator('CONV_2D', 3, [input, { ...filter, values }, bias], [output], { ...OPTIONS, ...options });
  return toNode({ ...graph, tensors: graph.tensors.map((tensor) => ({ ...tensor })) }, graph.ops[0]);
}

/** `2 G g (2 G)'` of one channel as a textbook writes it: a matrix between two others. */
function transformByMatrices(taps: number[][]): number[][] {
  const g = [[2, 0, 0], [1, 1, 1], [1, -1, 1], [0, 0, 2]];
  const multiply = (a: number[][], b: number[][]): number[][] =>
    a.map((row) => b[0].map((_, column) => row.reduce((sum, value, k) => sum + value * b[k][column], 0)));
  const transpose = (a: number[][]): number[][] => a[0].map((_, column) => a.map((row) => row[column]));
  return multiply(multiply(g, taps), transpose(g));
}

describe('packWinograd', () => {
  test('gives each position of each filter what the matrices give, and none for the filter that is not there', () => {
    const depth = 8;
    const node = drawNode({ filters: 3, depth });
    const weights = new Int8Array(node.inputs[1]!.data!.slice().buffer);
    const words = packWinograd(node, TARGET)!.filter.values;
    expect(words).toHaveLength(2 * 16 * (depth / 2) * 2);
    for (let filter = 0; filter < 4; filter++) {
      for (let channel = 0; channel < depth; channel++) {
        const tap = (at: number): number => (filter < 3 ? weights[(filter * 9 + at) * depth + channel] : 0);
        const wanted = transformByMatrices([0, 1, 2].map((row) => [0, 1, 2].map((column) => tap(3 * row + column))));
        // of every four channels first 0 and 2 in one word, then 1 and 3
        const word = 2 * Math.floor(channel / 4) + (channel % 2);
        const got = Array.from({ length: 16 }, (_, position) => words[((filter >> 1) * 16 + position) * depth + 2 * word + (filter % 2)]);
        const halves = got.map((value) => (channel % 4 < 2 ? (value << 16) >> 16 : value >> 16));
        expect(halves).toEqual(wanted.flatMap(([w0, w1, w2, w3]) => [w1, w2, w0, w3]));
      }
    }
  });

  test('takes as many bytes of flash as the kernel reads', () => {
    const node = drawNode({ filters: 4, depth: 16 });
    expect(packWinograd(node, TARGET)!.filter.values.length * 4).toBe(4 * 16 * 16 * 2);
    expect(packExpandingWinograd(node, TARGET)!.filter.values.length).toBe(4 * 16 * 9);
  });

  test.each<[string, Layer]>([
    ['another filter', { size: [1, 1] }],
    ['another stride', { options: { strideWidth: 2, strideHeight: 2 } }],
    ['dilation', { options: { dilationWidth: 2, dilationHeight: 2 } }],
    ['a depth that four does not divide', { depth: 6 }],
  ])('leaves %s to other kernels', (_, layer) => {
    expect(packWinograd(drawNode(layer), TARGET)).toBeUndefined();
    expect(packExpandingWinograd(drawNode(layer), TARGET)).toBeUndefined();
  });

  test('is refused where its sums could leave int32, though those of the layer could not', () => {
    const extreme = (depth: number): Node => drawNode({ filters: 1, depth, weights: () => -128 });
    // all weights alike: 16 positions of 2 G g (2 G)' have magnitudes that sum up to (2 + 3 + 1 + 2)^2 times one of them
    const largest = Math.floor(2 ** 30 / (512 * 64 * 128) / 4) * 4;
    expect(largest).toBe(256);
    expect(packWinograd(extreme(largest - 4), TARGET)).toBeDefined();
    expect(packWinograd(extreme(largest), TARGET)).toBeUndefined();
  });

  test('is for kernels of tiles: a host has its own', () => {
    expect(packWinograd(drawNode(), { ...TARGET, arch: 'x86-64' })).toBeUndefined();
  });
});
