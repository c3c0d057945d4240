import { describe, expect, test } from 'vitest';
import { FAMILIES, seededRandom } from '../../../test/conformance/random-models';
import { compileModel, type CompileOptions } from '../compile-model';
import { byteLength, type Graph } from '../ir/graph';
import { DEPTHWISE_POINTWISE, INVERTED } from '../ops/depthwise-conv';
import { writeFlatbuffer } from '../tflite/write-flatbuffer';
import { findPointwise } from './fuse-pointwise';
import { fuseOps } from './fusion';

const drawBy = (name: string) => {
  const family = FAMILIES.find((candidate) => candidate.name === name)!;
  return (seed: number): Graph => family.draw(seededRandom(seed));
};
const drawPair = drawBy('DEPTHWISE_CONV_2D and 1x1 CONV_2D by rows int8');
const drawChain = drawBy('CONV_2D, DEPTHWISE_CONV_2D and 1x1 CONV_2D by rows int8');
const compile = (graph: Graph, name: string, options: Partial<CompileOptions>) =>
  compileModel(writeFlatbuffer(graph, 'pointwise'), { name, arch: 'armv7e-m', ...options });

describe('a depthwise convolution and the 1x1 one behind it', () => {
  test('become one op, and the tensor between them is nobody\'s', () => {
    const graph = drawPair(1);
    const [pair] = findPointwise(graph);
    expect(pair).toMatchObject({ positions: [0, 1], between: [6] });
    expect(fuseOps(graph, pair).ops).toEqual([
      { index: 2, name: DEPTHWISE_POINTWISE, version: 1, inputs: [3, 4, 5, 7, 8], outputs: [9], options: {}, parts: graph.ops },
    ]);
  });

  test('take the convolution in front of them along, or leave it where it is', () => {
    const graph = drawChain(1);
    const [pair, chain] = findPointwise(graph);
    expect(fuseOps(graph, pair).ops.map(({ name, inputs }) => [name, inputs])).toEqual([['CONV_2D', [0, 1, 2]], [DEPTHWISE_POINTWISE, [3, 4, 5, 7, 8]]]);
    expect(fuseOps(graph, chain).ops.map(({ name, inputs }) => [name, inputs])).toEqual([[INVERTED, [0, 1, 2, 4, 5, 7, 8]]]);
  });

  test('stay apart where somebody else reads what lies between, or the model gives it out', () => {
    const graph = drawPair(2);
    const copy = { ...graph.tensors[9], id: graph.tensors.length };
    const twice = { ...graph, tensors: [...graph.tensors, copy], ops: [...graph.ops, { ...graph.ops[1], index: 3, outputs: [copy.id] }] };
    expect(findPointwise(twice)).toEqual([]);
    expect(findPointwise({ ...graph, outputs: [6, 9] })).toEqual([]);
  });

  test('are fused for RAM where an image is wide between two narrow ones: the wide one never exists', () => {
    const graphs = Array.from({ length: 12 }, (_, seed) => drawChain(seed + 1));
    const fused = graphs.map((graph) => ({ graph, model: compile(graph, 'rows', { optimize: 'ram' }) }))
      .filter(({ model }) => model.sdkFiles.includes('nn/conv_depthwise_conv_packed_s8.h'));
    expect(fused.length).toBeGreaterThanOrEqual(2);
    for (const { graph, model } of fused) expect(model.arenaBytes).toBeLessThan(byteLength(graph.tensors[3]) + byteLength(graph.tensors[6]));
  });
});
