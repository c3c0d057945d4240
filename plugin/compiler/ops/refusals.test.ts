import { describe, expect, test } from 'vitest';
import { writeFlexbufferMap } from '../../../test/conformance/detection-models';
import { writeRawModel, type RawTensor } from '../../../test/conformance/raw-model';
import { compileModel } from '../compile-model';
import { buildGraph } from '../ir/graph-builder';
import type { Dtype, Graph } from '../ir/graph';
import { verify } from '../ir/verify';
import { writeFlatbuffer } from '../tflite/write-flatbuffer';
import { signalName } from './signal-spectrum';

const scaled = (scale: number, zeroPoint = 0) => ({ scales: [scale], zeroPoints: [zeroPoint], axis: 0 });

/** A model of one operator on an input of 1x4, with constants behind it. */
function compile(name: string, dtype: Dtype, constants: Int32Array[] = [], options: Record<string, number> = {}, shape = [1, 4]) {
  const { graph, tensor, constant, op } = buildGraph();
  const quantization = dtype === 'int8' ? scaled(0.5) : undefined;
  const [input, output] = [tensor('input', [1, 4], dtype, quantization), tensor('output', shape, dtype, quantization)];
  op(name, [input, ...constants.map((values, index) => constant(`c${index}`, [values.length], values))], [output], options);
  graph.inputs.push(input);
  graph.outputs.push(output);
  return compileGraph(graph);
}

function compileGraph(graph: Graph) {
  return () => compileModel(writeFlatbuffer(graph, 'test'), { name: 'm', arch: 'portable' });
}

const unsupported = (text: string) => expect.objectContaining({ code: 'IMP_MODEL_UNSUPPORTED', message: expect.stringContaining(text) });

describe('what no interpreter does on int8 is refused', () => {
  test.each(['SQUARE', 'FLOOR'])('%s', (name) => {
    const where = `Operator 0, ${name} (version 1; inputs: int8 1x4; outputs: int8 1x4)`;
    expect(compile(name, 'int8')).toThrow(unsupported(`${where}, asks for input of type int8`));
  });
});

describe('integers that interpreters take as they stand, without their scales, are refused where it would be wrong', () => {
  /** An operator on tensors of these types and scales, the last one its output. */
  function quantized(name: string, ...tensors: [Dtype, number, number?][]) {
    const { graph, tensor, op } = buildGraph();
    const ids = tensors.map(([dtype, scale, zeroPoint], at) => tensor(`t${at}`, [4], dtype, dtype === 'bool' ? undefined : scaled(scale, zeroPoint)));
    op(name, ids.slice(0, -1), ids.slice(-1), {});
    graph.inputs.push(...ids.slice(0, -1));
    graph.outputs.push(ids.at(-1)!);
    return compileGraph(graph);
  }

  test('NEG of a zero point, and to another scale', () => {
    expect(quantized('NEG', ['int8', 0.5, 3], ['int8', 0.5, 3])).toThrow(unsupported('tensor "t0" with the zero point 3'));
    expect(quantized('NEG', ['int16', 0.5], ['int16', 0.25])).toThrow(unsupported('an output of another scale than its input'));
  });

  test('FLOOR_DIV of two scales, and in other steps than 1', () => {
    expect(quantized('FLOOR_DIV', ['int8', 0.5], ['int8', 0.25], ['int8', 1])).toThrow(unsupported('inputs of the scales 0.5 and 0.25'));
    expect(quantized('FLOOR_DIV', ['int8', 0.5], ['int8', 0.5], ['int8', 0.5])).toThrow(unsupported('an output of the scale 0.5 instead of 1'));
  });

  test('FLOOR_MOD in other steps than its inputs', () => {
    expect(quantized('FLOOR_MOD', ['int8', 0.5], ['int8', 0.5], ['int8', 1])).toThrow(unsupported('an output of the scale 1 instead of 0.5'));
  });

  test('ADD_N of several scales', () => {
    expect(quantized('ADD_N', ['int8', 0.5], ['int8', 0.25], ['int8', 1])).toThrow(unsupported('inputs of several scales'));
  });

  test('int16 of two scales that are compared, and int8 in steps of 1', () => {
    expect(quantized('LESS', ['int16', 0.5], ['int16', 0.25], ['bool', 1])).toThrow(unsupported('int16 inputs of the scales 0.5 and 0.25'));
    expect(quantized('LESS', ['int8', 1], ['int8', 0.25], ['bool', 1])).toThrow(unsupported('of which one is 1 or more'));
  });

  test('ZEROS_LIKE where the integer 0 is another number', () => {
    expect(quantized('ZEROS_LIKE', ['int8', 0.5, 3], ['int8', 0.5, 3])).toThrow(unsupported('tensor "t1" with the zero point 3'));
  });

  test('alphas of PRELU that are no weights', () => {
    expect(quantized('PRELU', ['int16', 0.5], ['int16', 0.5], ['int16', 0.5])).toThrow(unsupported('int16 alphas with int16 input'));
  });
});

describe('places outside a tensor are refused', () => {
  test('a constant index of GATHER', () => {
    const model = compile('GATHER', 'float32', [Int32Array.of(4)], { axis: 1, batchDims: 0 }, [1, 1]);
    expect(model).toThrow(unsupported('an index outside the 4 slices'));
  });

  test('a slice that ends behind its input', () => {
    const model = compile('SLICE', 'float32', [Int32Array.of(0, 2), Int32Array.of(1, 3)], {}, [1, 3]);
    expect(model).toThrow(unsupported('a slice from 0, 2 of 1, 3 elements'));
  });

  test('a mirror wider than what it shows', () => {
    const { graph, tensor, constant, op } = buildGraph();
    const [input, output] = [tensor('input', [4], 'float32'), tensor('output', [8], 'float32')];
    op('MIRROR_PAD', [input, constant('paddings', [1, 2], Int32Array.of(4, 0))], [output], { mode: 0 });
    graph.inputs.push(input);
    graph.outputs.push(output);
    expect(compileGraph(graph)).toThrow(unsupported('paddings wider than what is mirrored'));
  });

  test('an output of ARG_MAX that is no index', () => {
    const model = compile('ARG_MAX', 'float32', [Int32Array.of(2)], { outputType: 2 }, [1]);
    expect(model).toThrow(unsupported('an output of type float32 instead of int32'));
  });
});

describe('what whole numbers have not is refused', () => {
  test('an activation behind DIV', () => {
    expect(compile('DIV', 'int32', [Int32Array.of(2)], { activation: 1 })).toThrow(unsupported('an activation on int32'));
  });
});

describe('SCATTER_ND', () => {
  test('begins with the integer 0, which must stand for 0', () => {
    const { graph, tensor, constant, op } = buildGraph();
    const [updates, output] = [tensor('updates', [1], 'int8', scaled(0.5, 3)), tensor('output', [4], 'int8', scaled(0.5, 3))];
    op('SCATTER_ND', [constant('places', [1, 1], Int32Array.of(2)), updates, constant('shape', [1], Int32Array.of(4))], [output]);
    graph.inputs.push(updates);
    graph.outputs.push(output);
    expect(compileGraph(graph)).toThrow(unsupported('an output whose zero point is not the integer 0'));
  });
});

describe('scales that a kernel fixes are asked for', () => {
  test('L2_NORMALIZATION', () => {
    expect(compile('L2_NORMALIZATION', 'int8', [], { activation: 0 })).toThrow(unsupported('scale 1/128, zero point 0'));
  });
});

describe('recurrent layers', () => {
  /** A plain one of 2 units over 3 steps of 4 values; `second`: the other direction reads an input of its own. */
  function recur(name: 'UNIDIRECTIONAL_SEQUENCE_RNN' | 'BIDIRECTIONAL_SEQUENCE_RNN', activation: number, second = false) {
    const { graph, tensor, constant, op } = buildGraph();
    const side = (at: number): number[] => {
      const state = tensor(`state${at}`, [1, 2], 'float32');
      graph.tensors[state].isVariable = true;
      return [constant(`w${at}`, [2, 4], new Float32Array(8)), constant(`r${at}`, [2, 2], new Float32Array(4)), constant(`b${at}`, [2], new Float32Array(2)), state];
    };
    const isBoth = name.startsWith('BI');
    const input = tensor('input', [1, 3, 4], 'float32');
    const output = tensor('output', [1, 3, isBoth ? 4 : 2], 'float32');
    const rest = isBoth ? [...side(1), second ? input : -1, -1, -1] : [];
    op(name, [input, ...side(0), ...rest], [output], { timeMajor: 0, mergeOutputs: 1, activation });
    graph.inputs.push(input);
    graph.outputs.push(output);
    return compileGraph(graph);
  }

  test('with an activation that no kernel has', () => {
    expect(recur('UNIDIRECTIONAL_SEQUENCE_RNN', 5)).toThrow(unsupported('the fused activation SIGN_BIT'));
    expect(recur('BIDIRECTIONAL_SEQUENCE_RNN', 5)).toThrow(unsupported('the fused activation SIGN_BIT'));
  });

  test('of two directions that read two inputs', () => {
    expect(recur('BIDIRECTIONAL_SEQUENCE_RNN', 4, true)).toThrow(unsupported('weights for a second input'));
    expect(recur('BIDIRECTIONAL_SEQUENCE_RNN', 4)()).toHaveProperty('stateBytes', expect.any(Number));
  });
});

describe('operators of a front end', () => {
  /** A transform of 16 samples by the options that are given. */
  function transform(options: Record<string, number>) {
    const operator = { name: 'SignalRfft', inputs: [0], outputs: [1], customOptions: writeFlexbufferMap(options) };
    const tensors: RawTensor[] = [{ type: 'int16', shape: [16] }, { type: 'int16', shape: [options.fft_length + 2] }];
    return () => compileModel(writeRawModel([{ tensors, operators: [operator], inputs: [0], outputs: [1] }]), { name: 'm', arch: 'portable' });
  }

  test('transforms of other types and lengths', () => {
    expect(transform({ T: 0, fft_length: 16 })).toThrow(unsupported('a transform of the type code 0; the kernel takes int16'));
    expect(transform({ T: 7, fft_length: 24 })).toThrow(unsupported('a transform of 24 values instead of a power of two'));
    expect(transform({ T: 7, fft_length: 8 })).toThrow(unsupported('frames of 16 values for a transform of 8'));
    expect(transform({ T: 7, fft_length: 16 })()).toHaveProperty('macs', 0);
  });

  test('filters that read behind the energies', () => {
    const { graph, tensor, op } = buildGraph();
    const [energies, output] = [tensor('energies', [8], 'uint32'), tensor('output', [1], 'uint64')];
    const words = (...values: number[]): number => {
      const id = tensor(`c${graph.tensors.length}`, [values.length], 'int16');
      graph.tensors[id].data = new Uint8Array(Int16Array.from(values).buffer);
      return id;
    };
    op(signalName('FilterBank'), [energies, words(1, 2), words(1, 2), words(0, 7), words(0, 0), words(0, 2)], [output], { channels: 1 });
    graph.inputs.push(energies);
    graph.outputs.push(output);
    expect(() => verify(graph)).toThrow(unsupported('channel 1 of 2 energies from 7, weights from 0 on, which are not there'));
  });
});

describe('complex numbers', () => {
  /** A Fourier transform of an input, and its magnitudes. */
  function transform(lengths: [number, number], ends: 'magnitudes' | 'complex numbers') {
    const { graph, tensor, constant, op } = buildGraph();
    const shape = [lengths[0], Math.floor(lengths[1] / 2) + 1];
    const [input, spectrum, magnitudes] = [tensor('input', [1, 400], 'float32'), tensor('spectrum', shape, 'complex64'), tensor('magnitudes', shape, 'float32')];
    op('RFFT2D', [input, constant('lengths', [2], Int32Array.from(lengths))], [spectrum]);
    op('COMPLEX_ABS', [spectrum], [magnitudes]);
    graph.inputs.push(input);
    graph.outputs.push(ends === 'magnitudes' ? magnitudes : spectrum);
    return compileGraph(graph);
  }

  test('of a transform whose length is no power of two', () => {
    expect(transform([1, 400], 'magnitudes')).toThrow(unsupported('a transform of 1x400 values; both are powers of two'));
    expect(transform([1, 1], 'magnitudes')).toThrow(unsupported('a transform of single values'));
    expect(transform([1, 512], 'magnitudes')()).toHaveProperty('arenaBytes', 1600 + 257 * 8);
  });

  test('are no outputs of a model', () => {
    const message = expect.stringContaining('tensor "spectrum", an input or output of the model, holds complex numbers');
    expect(transform([1, 512], 'complex numbers')).toThrow(expect.objectContaining({ code: 'IMP_MODEL_INVALID', message }));
  });

  test('are not taken where others are', () => {
    expect(compile('COMPLEX_ABS', 'float32')).toThrow(unsupported('input of type float32 instead of complex64'));
  });
});

describe('what a model keeps between two runs', () => {
  function keep(name: string, data?: Uint8Array) {
    const { graph, tensor, op } = buildGraph();
    const [input, output, state] = [tensor('input', [4], 'float32'), tensor('output', [4], 'float32'), tensor('kept', [4], 'float32')];
    Object.assign(graph.tensors[state], { isVariable: true, data });
    op(name, [input, state], [output], { activation: 0 });
    graph.inputs.push(input);
    graph.outputs.push(output);
    return compileGraph(graph);
  }

  test('has no buffer of its own in the file', () => {
    const message = 'tensor "kept" is kept between two runs, and has a buffer of its own';
    const refusal = expect.objectContaining({ code: 'IMP_MODEL_INVALID', message: expect.stringContaining(message) });
    expect(keep('ADD', new Uint8Array(16))).toThrow(refusal);
  });

  test('belongs to the operator that keeps it', () => {
    expect(keep('ADD')).toThrow(unsupported('tensor "kept", which is kept between two runs'));
  });

  test('is no output', () => {
    const { graph, tensor, op } = buildGraph();
    const [input, output, state] = [tensor('input', [4], 'float32'), tensor('output', [4], 'float32'), tensor('kept', [4], 'float32')];
    graph.tensors[state].isVariable = true;
    op('RELU', [input], [output]);
    graph.inputs.push(input);
    graph.outputs.push(output, state);
    expect(compileGraph(graph)).toThrow(
      expect.objectContaining({ code: 'IMP_MODEL_INVALID', message: expect.stringContaining('output "kept"') }),
    );
  });
});
