import { describe, expect, test } from 'vitest';
import { FAMILIES, seededRandom } from '../../../test/conformance/random-models';
import { compileModel } from '../compile-model';
import { byteLength, type Graph } from '../ir/graph';
import { writeFlatbuffer } from '../tflite/write-flatbuffer';
import { FUSED } from '../ops/conv-depthwise';
import { findRowPairs } from './fuse-rows';
import { fuseOps } from './fusion';

const family = FAMILIES.find(({ name }) => name.includes('by rows'))!;
const draw = (seed: number): Graph => family.draw(seededRandom(seed));

describe('a convolution and the depthwise one behind it', () => {
  test('become one op, and the tensor between them is nobody\'s', () => {
    const graph = draw(1);
    const [pair] = findRowPairs(graph);
    const fused = fuseOps(graph, pair);
    expect(pair).toMatchObject({ positions: [0, 1], between: [3] });
    expect(fused.ops).toEqual([{ index: 1, name: FUSED, version: 1, inputs: [0, 1, 2, 4, 5], outputs: [6], options: {}, parts: graph.ops }]);
  });

  test('stay apart where the tensor between them is one that somebody else reads, or that the model gives out', () => {
    const graph = draw(2);
    const [first, second] = graph.ops;
    const copy = graph.tensors.length;
    const tensors = [...graph.tensors, { ...graph.tensors[6], id: copy }];
    expect(findRowPairs({ ...graph, tensors, ops: [first, second, { ...second, index: 2, outputs: [copy] }] })).toEqual([]);
    expect(findRowPairs({ ...graph, outputs: [3, 6] })).toEqual([]);
  });

  test.each(['portable', 'armv7e-m', 'armv7-m', 'armv6-m', 'armv8.1-m'] as const)('make the arena of models for %s smaller than what lies between', (arch) => {
    const isFused = Array.from({ length: 12 }, (_, seed) => {
      const graph = draw(seed + 1);
      const model = compileModel(writeFlatbuffer(graph, 'rows'), { name: 'rows', arch, optimize: 'ram' });
      const fused = model.sdkFiles.some((file) => /conv_depthwise_(packed|vectors)_s8/.test(file));
      if (fused) expect(model.arenaBytes).toBeLessThan(byteLength(graph.tensors[3]) + byteLength(graph.tensors[0]));
      return fused;
    });
    expect(isFused.filter(Boolean).length).toBeGreaterThanOrEqual(3);
  });

  test('are not fused where speed is all that is asked for', () => {
    const model = compileModel(writeFlatbuffer(draw(1), 'rows'), { name: 'rows', arch: 'armv7e-m', optimize: 'speed' });
    expect(model.sdkFiles).not.toContain('nn/conv_depthwise_packed_s8.h');
  });
});
