import { describe, expect, it } from 'vitest';
import { compileModel } from '../compile-model';
import { buildGraph } from '../ir/graph-builder';
import { resolveShapes } from './resolve-shapes';
import { writeFlatbuffer } from './write-flatbuffer';

const SLICE = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 1 };

/** What Keras makes of Flatten, where the batch is left open: the shape's first entry and -1 are packed into the shape to take. */
function flatten() {
  const { graph, tensor, constant, op } = buildGraph();
  const input = tensor('input', [2, 3, 4], 'float32');
  const sizes = tensor('sizes', [3], 'int32');
  const batch = tensor('batch', [], 'int32');
  const wanted = tensor('wanted', [2], 'int32');
  const flat = tensor('flat', [1, 1], 'float32');
  const output = tensor('output', [1, 1], 'float32');
  const at = (value: number) => constant(`${value}`, [1], Int32Array.of(value));
  op('SHAPE', [input], [sizes]);
  op('STRIDED_SLICE', [sizes, at(0), at(1), at(1)], [batch], SLICE);
  op('PACK', [batch, constant('rest', [], Int32Array.of(-1))], [wanted], { valuesCount: 2, axis: 0 });
  op('RESHAPE', [input, wanted], [flat]);
  op('RELU', [flat], [output]);
  graph.inputs.push(input);
  graph.outputs.push(output);
  return { graph, open: new Set([flat, output]) };
}

describe('resolveShapes', () => {
  it('turns arithmetic on shapes into constants, and lets open sizes follow from the inputs', () => {
    const { graph, open } = flatten();
    const resolved = resolveShapes(graph, open);
    expect(resolved.ops.map(({ name }) => name)).toEqual(['RESHAPE', 'RELU']);
    expect(resolved.ops.map(({ outputs: [id] }) => resolved.tensors[id].shape)).toEqual([[2, 12], [2, 12]]);
  });

  it('leaves sizes that the file states to be verified', () => {
    const { graph } = flatten();
    expect(() => compileModel(writeFlatbuffer(graph, 'test'), { name: 'm', arch: 'portable' }))
      .toThrow(expect.objectContaining({ code: 'IMP_MODEL_UNSUPPORTED', message: expect.stringContaining('2x12 follows from the inputs') }));
  });

  it('leaves a shape that depends on values to be refused', () => {
    const { graph, tensor, op } = buildGraph();
    const [input, wanted, output] = [tensor('input', [4], 'float32'), tensor('wanted', [1], 'int32'), tensor('output', [4], 'float32')];
    op('RESHAPE', [input, wanted], [output]);
    graph.inputs.push(input, wanted);
    graph.outputs.push(output);
    expect(() => compileModel(writeFlatbuffer(graph, 'test'), { name: 'm', arch: 'portable' }))
      .toThrow(expect.objectContaining({ code: 'IMP_MODEL_UNSUPPORTED', message: expect.stringContaining('computed at run time') }));
  });
});
