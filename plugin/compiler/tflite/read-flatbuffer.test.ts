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

  test('that names the same part again and again is refused before memory is full', () => {
    const bomb = repeatBuffer(dense(), 2e6);
    expect(() => compile(bomb)).toThrow(expect.objectContaining({ code: 'IMP_MODEL_INVALID', message: expect.stringContaining('far more often than once') }));
  });

  test('with a tensor that no target has room for is refused', () => {
    const huge = dense((graph) => (graph.tensors[0].shape = graph.tensors[2].shape = [65536, 65536, 4]));
    expect(() => compile(huge)).toThrow('larger than the memory of any target');
  });

  test.each([
    ['a constant', (graph: Graph) => new Float32Array(graph.tensors[1].data!.buffer).fill(NaN, 3, 4)],
    ['a constant', (graph: Graph) => new Float32Array(graph.tensors[1].data!.buffer).fill(-Infinity, 3, 4)],
    ['a scale', (graph: Graph) => (graph.tensors[0].quantization = { scales: [Infinity], zeroPoints: [0], axis: 0 })],
  ])('with %s that is not finite is refused', (what, change) => {
    expect(() => compile(dense(change))).toThrow(`${what} that is not finite`);
  });

  test('with an unknown operator names its index, version, shapes and the file to add', () => {
    const file = dense((graph) => (graph.ops[0].name = 'SEGMENT_SUM'));
    expect(() => compile(file)).toThrow('Operator 0 is SEGMENT_SUM (version 1; inputs: float32 1x4, float32 2x4; outputs: float32 1x2)');
    try {
      compile(file);
    } catch (error) {
      expect(error).toMatchObject({ code: 'IMP_MODEL_OPERATOR', fix: expect.stringContaining('plugin/compiler/ops/segment-sum.ts') });
    }
  });

  test('whose shapes do not follow from its inputs is refused', () => {
    expect(() => compile(dense((graph) => (graph.tensors[2].shape = [1, 3])))).toThrow('1x3 where 1x2 follows');
  });

  test('whose operators read what is not computed yet is refused', () => {
    expect(() => compile(dense((graph) => (graph.inputs = [])))).toThrow('before it is computed');
  });

  test('whose constants lie behind its tables is the model that has them inside', () => {
    const file = dense();
    const weights = readFlatbuffer(file).tensors[1].data;
    const apart = appendConstant(dense(), weights);
    expect(compile(apart).files['m_model.cpp'].split('\n').slice(9)).toEqual(compile(file).files['m_model.cpp'].split('\n').slice(9));
    expect(() => compile(apart.slice(0, -1))).toThrow('outside the');
  });

  test('whose constants lie in another file is refused by their name', () => {
    expect(() => compile(outsource(dense(), 1))).toThrow('tensor "t1" has its values in another file');
  });

  test('with a constant of the wrong size is refused', () => {
    expect(() => compile(dense((graph) => (graph.tensors[1].data = new Uint8Array(31))))).toThrow('needs 32 bytes, its buffer has 31');
  });
});

/** The file with a list of so many references to one empty table in the place of its list of buffers. */
function repeatBuffer(file: Uint8Array, count: number): Uint8Array {
  const [vtable, list] = [file.length, file.length + 4];
  const table = list + 4 + 4 * count;
  const bomb = Buffer.alloc(table + 4);
  bomb.set(file);
  bomb.writeUInt16LE(4, vtable);
  bomb.writeUInt16LE(4, vtable + 2);
  bomb.writeInt32LE(table - vtable, table);
  bomb.writeUInt32LE(count, list);
  for (let at = list + 4; at < table; at += 4) bomb.writeUInt32LE(table - at, at);
  const root = bomb.readUInt32LE(0);
  const buffers = root + bomb.readUInt16LE(root - bomb.readInt32LE(root) + 4 + 2 * 4);
  bomb.writeUInt32LE(list - buffers, buffers);
  return bomb;
}

/** The offset of what slot `slot` of the table at `table` leads to. */
function follow(file: Buffer, table: number, slot: number): number {
  const field = table + file.readUInt16LE(table - file.readInt32LE(table) + 4 + 2 * slot);
  return field + file.readUInt32LE(field);
}

/** A table of the file's own fields and one more, at the end of the file, in the place of item `index` of the list that `list` begins. */
function replaceTable(file: Buffer, list: number, index: number, fields: [slot: number, bytes: Buffer][]): Buffer {
  const slots = Math.max(...fields.map(([slot]) => slot)) + 1;
  const vtable = Math.ceil(file.length / 8) * 8;
  const table = Math.ceil((vtable + 4 + 2 * slots) / 8) * 8 + 4;
  const result = Buffer.alloc(table + 4 + fields.reduce((sum, [, bytes]) => sum + bytes.length, 0));
  file.copy(result);
  result.writeUInt16LE(4 + 2 * slots, vtable);
  result.writeInt32LE(table - vtable, table);
  let at = table + 4;
  for (const [slot, bytes] of fields) {
    result.writeUInt16LE(at - table, vtable + 4 + 2 * slot);
    at += bytes.copy(result, at);
  }
  const item = list + 4 + 4 * index;
  result.writeUInt32LE(table - item, item);
  return result;
}

const whole = (value: number, bytes: 4 | 8): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUInt32LE(value);
  return buffer;
};

/** The file with the values of buffer 1 at its end, where an offset and a size say. */
function appendConstant(bytes: Uint8Array, values: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes);
  const buffers = follow(file, file.readUInt32LE(0), 4);
  const replaced = (offset: number): Buffer => replaceTable(file, buffers, 1, [[1, whole(offset, 8)], [2, whole(values.length, 8)]]);
  return Buffer.concat([replaced(replaced(0).length), values]);
}

/** The file with a float tensor of 2x4 whose values are in another file. */
function outsource(bytes: Uint8Array, id: number): Uint8Array {
  const file = Buffer.from(bytes);
  const [graph] = [follow(file, file.readUInt32LE(0), 2)].map((list) => list + 4 + file.readUInt32LE(list + 4));
  const tensors = follow(file, graph, 0);
  const tensor = tensors + 4 + 4 * id;
  const name = follow(file, tensor + file.readUInt32LE(tensor), 3);
  const made = replaceTable(file, tensors, id, [[3, whole(0, 4)], [10, whole(1, 4)]]);
  // the field of the name is the first behind the table's own offset
  const field = tensor + made.readUInt32LE(tensor) + 4;
  return replaceName(made, field, made.subarray(name + 4, name + 4 + made.readUInt32LE(name)));
}

function replaceName(file: Buffer, field: number, name: Buffer): Buffer {
  const result = Buffer.concat([file, whole(name.length, 4), name]);
  result.writeUInt32LE(file.length - field, field);
  return result;
}
