import { describe, expect, test } from 'vitest';
import { ImpulseError } from '../../errors';
import { compileModel } from '../compile-model';
import type { Graph, Tensor } from '../ir/graph';
import { readFlatbuffer } from './read-flatbuffer';
import { writeFlatbuffer } from './write-flatbuffer';

const tensor = (id: number, shape: number[], extra: Partial<Tensor> = {}): Tensor => ({ id, name: `t${id}`, shape, dtype: 'float32', isVariable: false, ...extra });

/** A fully connected layer of 4 inputs and 2 outputs. */
function dense(change: (graph: Graph) => void = () => {}): Uint8Array {
  const graph: Graph = {
    tensors: [tensor(0, [1, 4]), tensor(1, [2, 4], { data: new Uint8Array(32) }), tensor(2, [1, 2])],
    inputs: [0],
    outputs: [2],
    ops: [{ index: 0, name: 'FULLY_CONNECTED', version: 1, inputs: [0, 1], outputs: [2], options: { activation: 0 } }],
  };
  change(graph);
  return writeFlatbuffer(graph, 'test');
}

const compile = (file: Uint8Array) => compileModel(file, { name: 'm', arch: 'portable' });

describe('a .tflite file', () => {
  test('is read as it was written', () => {
    const model = readFlatbuffer(dense());
    expect(model.tensors.map(({ shape }) => shape)).toEqual([[1, 4], [2, 4], [1, 2]]);
    expect(model.operatorCodes).toEqual([{ name: 'FULLY_CONNECTED', version: 1 }]);
  });

  test('gives one error of ours wherever it is cut off or damaged', () => {
    const file = dense();
    for (let length = 0; length < file.length; length += 3) {
      expect(() => compile(file.slice(0, length)), `cut at ${length}`).toThrow(ImpulseError);
    }
    for (let at = 8; at < file.length; at++) {
      const damaged = Uint8Array.from(file, (byte, index) => (index === at ? 0xff : byte));
      try {
        compile(damaged);
      } catch (error) {
        expect(error, `damaged at ${at}`).toBeInstanceOf(ImpulseError);
      }
    }
  });

  test('with an unknown operator names its index, version, shapes and the file to add', () => {
    const file = dense((graph) => (graph.ops[0].name = 'RESIZE_BILINEAR'));
    expect(() => compile(file)).toThrow('Operator 0 is RESIZE_BILINEAR (version 1; inputs: float32 1x4, float32 2x4; outputs: float32 1x2)');
    try {
      compile(file);
    } catch (error) {
      expect(error).toMatchObject({ code: 'IMP_MODEL_OPERATOR', fix: expect.stringContaining('plugin/compiler/ops/resize-bilinear.ts') });
    }
  });

  test('whose shapes do not follow from its inputs is refused', () => {
    expect(() => compile(dense((graph) => (graph.tensors[2].shape = [1, 3])))).toThrow('1x3 where 1x2 follows');
  });

  test('whose operators read what is not computed yet is refused', () => {
    expect(() => compile(dense((graph) => (graph.inputs = [])))).toThrow('before it is computed');
  });

  test('with a constant of the wrong size is refused', () => {
    expect(() => compile(dense((graph) => (graph.tensors[1].data = new Uint8Array(31))))).toThrow('needs 32 bytes, its buffer has 31');
  });
});
