import { describe, expect, test } from 'vitest';
import { FAMILIES, seededRandom } from '../../../test/conformance/random-models';
import { compileModel, type CompileOptions } from '../compile-model';
import { byteLength, type Graph } from '../ir/graph';
import { CONV_AVERAGE_POOL, CONV_MAX_POOL } from '../ops/conv-pool';
import { toNode } from '../ops/operator';
import { writeFlatbuffer } from '../tflite/write-flatbuffer';
import { findPooled } from './fuse-pool';
import { fuseOps } from './fusion';

const drawBy = (name: string) => {
  const family = FAMILIES.find((candidate) => candidate.name === name)!;
  return (seed: number): Graph => family.draw(seededRandom(seed));
};
const drawMax = drawBy('CONV_2D and MAX_POOL_2D int8');
const drawAverage = drawBy('CONV_2D and AVERAGE_POOL_2D int8');
const compile = (graph: Graph, name: string, options: Partial<CompileOptions>) =>
  compileModel(writeFlatbuffer(graph, 'pooled'), { name, arch: 'armv7e-m', ...options });
const withView = (graph: Graph): boolean => graph.ops.length === 3;
const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

describe('a convolution and the pool behind it', () => {
  test.each([[CONV_MAX_POOL, drawMax], [CONV_AVERAGE_POOL, drawAverage]] as const)('become one %s, whose output is the pool\'s', (name, draw) => {
    const graph = seeds.map(draw).find((drawn) => !withView(drawn))!;
    const [pair] = findPooled(graph);
    expect(pair).toMatchObject({ positions: [0, 1], between: [3], views: [] });
    expect(fuseOps(graph, pair).ops).toEqual([{ index: 1, name, version: 1, inputs: [0, 1, 2], outputs: [5], options: {}, parts: graph.ops }]);
  });

  test('become one through the view that converters write between them where a line is convolved', () => {
    const graph = seeds.map(drawMax).find(withView)!;
    const [pair] = findPooled(graph);
    expect(pair).toMatchObject({ positions: [0, 2], between: [3, 4], views: [1] });
    expect(fuseOps(graph, pair).ops.map(({ name }) => name)).toEqual([CONV_MAX_POOL]);
  });

  test('stay apart where windows overlap or hold more than a tile, and where an average is not that of the whole image', () => {
    const fits = (graph: Graph, options: Record<string, number>): boolean => {
      const ops = graph.ops.map((op, at) => (at === graph.ops.length - 1 ? { ...op, options: { ...op.options, ...options } } : op));
      const [pair] = findPooled({ ...graph, ops });
      return pair.fits(pair.positions.map((position) => toNode(graph, ops[position])), { arch: 'armv7e-m', savesArena: true });
    };
    const image = (graph: Graph): boolean => !withView(graph) && graph.tensors[3].shape[1] > 3 && graph.tensors[3].shape[2] > 3;
    const [largest, mean] = [seeds.map(drawMax).find(image)!, seeds.map(drawAverage).find(image)!];
    const square = { filterHeight: 2, filterWidth: 2, strideHeight: 2, strideWidth: 2 };
    expect([square, { ...square, strideWidth: 1 }, { ...square, filterWidth: 3, strideWidth: 3 }].map((options) => fits(largest, options))).toEqual([true, false, false]);
    expect([{}, square].map((options) => fits(mean, options))).toEqual([true, false]);
    expect(findPooled({ ...largest, outputs: [3, 5] })).toEqual([]);
  });

  test.each([['conv_max_pool_packed_s8', drawMax], ['conv_average_pool_packed_s8', drawAverage]] as const)('are fused by %s for speed, and for RAM where it saves some', (kernel, draw) => {
    const fusedFor = (optimize: 'speed' | 'ram') => seeds.slice(0, 12).map(draw)
      .map((graph) => ({ graph, model: compile(graph, 'pooled', { optimize }) }))
      .filter(({ model }) => model.sdkFiles.includes(`nn/${kernel}.h`));
    expect(fusedFor('speed').length).toBeGreaterThanOrEqual(6);
    const thrifty = fusedFor('ram');
    expect(thrifty.length).toBeGreaterThanOrEqual(2);
    for (const { graph, model } of thrifty) expect(model.arenaBytes).toBeLessThan(byteLength(graph.tensors[0]) + byteLength(graph.tensors[3]));
  });
});
