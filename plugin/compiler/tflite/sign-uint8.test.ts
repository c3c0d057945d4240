import { describe, expect, test } from 'vitest';
import type { Graph, Op, Tensor } from '../ir/graph';
import { signUint8 } from './sign-uint8';

const quantization = (zeroPoint: number, scale = 0.5) => ({ scales: [scale], zeroPoints: [zeroPoint], axis: 0 });

function tensor(id: number, dtype: Tensor['dtype'], rest: Partial<Tensor> = {}): Tensor {
  return { id, name: `t${id}`, shape: [2], dtype, isVariable: false, quantization: dtype === 'float32' ? undefined : quantization(130), ...rest };
}

function chain(tensors: Tensor[], ops: [string, number[], number][], outputs: number[]): Graph {
  const rows = ops.map(([name, inputs, output], index): Op => ({ index, name, version: 1, inputs, outputs: [output], options: {} }));
  return { tensors, ops: rows, inputs: [0], outputs };
}

const describeOps = ({ ops }: Graph) => ops.map(({ name, inputs, outputs }) => `${name} ${inputs.join()} ${outputs.join()}`);

describe('signUint8', () => {
  test('leaves a model of int8 with inputs and outputs of uint8 as it is', () => {
    const tensors = [tensor(0, 'uint8'), tensor(1, 'int8'), tensor(2, 'int8'), tensor(3, 'uint8')];
    const graph = chain(tensors, [['QUANTIZE', [0], 1], ['TANH', [1], 2], ['QUANTIZE', [2], 3]], [3]);
    expect(signUint8(graph)).toEqual(graph);
  });

  test('lowers values and zero points by 128 between the edges, which stay uint8', () => {
    const graph = signUint8(chain([tensor(0, 'uint8'), tensor(1, 'uint8'), tensor(2, 'uint8')], [['TANH', [0], 1], ['ABS', [1], 2]], [2]));
    expect(describeOps(graph)).toEqual(['QUANTIZE 0 3', 'TANH 3 4', 'ABS 4 5', 'QUANTIZE 5 2']);
    expect(graph.tensors.slice(3).map(({ dtype, quantization: { zeroPoints } = quantization(0) }) => [dtype, ...zeroPoints])).toEqual([['int8', 2], ['int8', 2], ['int8', 2]]);
    expect(graph.ops.map(({ wasUnsigned }) => wasUnsigned)).toEqual([undefined, true, true, undefined]);
    expect(new Set(graph.ops.map(({ index }) => index)).size).toBe(4);
  });

  test('gives an inner tensor out as uint8 as well', () => {
    const graph = signUint8(chain([tensor(0, 'uint8'), tensor(1, 'uint8'), tensor(2, 'uint8')], [['TANH', [0], 1], ['ABS', [1], 2]], [1, 2]));
    expect(describeOps(graph)).toEqual(['QUANTIZE 0 3', 'TANH 3 4', 'ABS 4 5', 'QUANTIZE 4 1', 'QUANTIZE 5 2']);
  });

  test('lets CAST read what the file has', () => {
    const graph = signUint8(chain([tensor(0, 'uint8'), tensor(1, 'uint8'), tensor(2, 'float32')], [['TANH', [0], 1], ['CAST', [1], 2]], [2]));
    expect(describeOps(graph)).toEqual(['QUANTIZE 0 3', 'TANH 3 4', 'QUANTIZE 4 1', 'CAST 1 2']);
  });

  test('leaves a float32 concatenation as it is', () => {
    const graph = chain([tensor(0, 'float32'), tensor(1, 'float32')], [['CONCATENATION', [0, 0], 1]], [1]);
    expect(signUint8(graph)).toEqual(graph);
  });

  test('leaves numbers without a scale alone', () => {
    const graph = chain([tensor(0, 'uint8', { quantization: undefined }), tensor(1, 'uint8', { quantization: undefined })], [['RESHAPE', [0], 1]], [1]);
    expect(signUint8(graph)).toEqual(graph);
  });

  test('takes the zero point out of weights: bytes where they fit, int16 where they do not', () => {
    const weights = (zeroPoint: number) => tensor(1, 'uint8', { data: Uint8Array.of(0, 255), quantization: quantization(zeroPoint) });
    const sign = (zeroPoint: number) => signUint8(chain([tensor(0, 'uint8'), weights(zeroPoint), tensor(2, 'uint8')], [['CONV_2D', [0, 1], 2]], [2])).tensors.find(({ name }) => name === 't1/signed');
    expect(sign(128)).toMatchObject({ dtype: 'int8', quantization: quantization(0), data: new Uint8Array(Int8Array.of(-128, 127).buffer) });
    expect(sign(100)).toMatchObject({ dtype: 'int16', quantization: quantization(0), data: new Uint8Array(Int16Array.of(-100, 155).buffer) });
  });

  test('brings the parts of a concatenation to its scale', () => {
    const tensors = [tensor(0, 'uint8'), tensor(1, 'uint8'), tensor(2, 'uint8', { quantization: quantization(0, 0.25) }), tensor(3, 'uint8')];
    const graph = signUint8({ ...chain(tensors, [['TANH', [0], 1], ['ABS', [0], 2], ['CONCATENATION', [1, 2], 3]], [3]) });
    expect(describeOps(graph)).toEqual(['QUANTIZE 0 4', 'TANH 4 5', 'ABS 4 6', 'RESCALE 6 7', 'CONCATENATION 5,7 8', 'QUANTIZE 8 3']);
  });
});
