import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileModel, type TensorInfo } from '../../plugin/compiler/compile-model';
import { importGraph } from '../../plugin/compiler/tflite/import-graph';
import { readFlatbuffer } from '../../plugin/compiler/tflite/read-flatbuffer';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { observeRanges } from '../../plugin/learn/quantize/observe-ranges';
import { quantizeGraph } from '../../plugin/learn/quantize/quantize-graph';
import { ONNX, pythonWith } from '../python-env';
import { makeFolder } from '../temp-folder';
import { runManyOnHost } from './run-model';


/** Of a model's largest output. */
const TOLERANCE = 1e-5;

/** A few steps of 255, after a few layers. */
const TOLERANCE_INT8 = 0.04;

/** Drawn for each model. */
const WINDOWS = 4;

/** What the converter says of models that it does not take. */
const REFUSALS: Record<string, string | RegExp> = {
  'unknown operator': 'Erf "v1": this operator is not converted.',
  groups: 'Conv "v1": 2 groups of 2 channels: 1 group, or groups of 1 channel, are possible.',
  'computed weights': 'MatMul "v1": only a value times a constant matrix is possible.',
  'padding below zero': 'MaxPool "v1": zeros around values below zero would change them, and TFLite has no other padding: put it behind a Relu.',
  'fixed batch': 'Input "v0" has the shape [8, 3, 9, 8]: its batch must be open, or of 1, and nothing else open.',
  'open length': 'Input "v0" has the shape [batch, frames, 5]: its batch must be open, or of 1, and nothing else open.',
  double: 'Input "v0" is DOUBLE: it must be FLOAT.',
  'two outputs': 'The model has 2 outputs (v2, v1): it must have one.',
  'other operator set': /^The model does not run with an input of shape \[1, 10\]: .*com\.example/,
  garbage: /^model\.onnx is no valid ONNX file: /,
  missing: /^model\.onnx, or a file of weights that it names, is missing: /,
};

describe('the ONNX converter', () => {
  const folder = makeFolder();
  let refusals: Record<string, string>;
  beforeAll(() => {
    const script = join(__dirname, '..', 'python', 'draw_onnx_models.py');
    // compiled Python beside the converter would be part of its image
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
    const printed = execFileSync(pythonWith(ONNX), [script, dirname(ONNX), folder], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    refusals = JSON.parse(printed.toString()) as Record<string, string>;
  });

  it('gives models of which our C++ makes what onnxruntime makes of the originals', () => {
    const models = readModels(folder);
    expect(models.length).toBeGreaterThan(40);
    const compiled = models.map(({ file, windows }, index) => {
      const name = `model_${index}`;
      return { name, model: compileModel(file, { name, arch: 'portable' }), inputs: windows.map(bytesOf) };
    });
    runManyOnHost(compiled).forEach((outputs, index) => {
      const { name, wanted } = models[index];
      expect(distance(readFloats(Buffer.concat(outputs)), wanted), name).toBeLessThan(TOLERANCE);
    });
  });

  it('gives models that our quantizer takes, each near its original in int8', async () => {
    const models = readModels(folder);
    const compiled = await Promise.all(models.map(async ({ file, windows }, index) => {
      const graph = importGraph(readFlatbuffer(file));
      const quantized = quantizeGraph(graph, await observeRanges(graph, windows, () => {}));
      const name = `model_${index}`;
      const model = compileModel(writeFlatbuffer(quantized, name), { name, arch: 'portable' });
      return { name, model, inputs: windows.map((values) => encode(values, model.inputs[0])) };
    }));
    runManyOnHost(compiled).forEach((outputs, index) => {
      const { name, wanted } = models[index];
      const got = outputs.flatMap((bytes) => decode(bytes, compiled[index].model.outputs[0]));
      expect(distance(got, wanted), name).toBeLessThan(TOLERANCE_INT8);
    });
  });

  it.each(Object.entries(REFUSALS))('refuses: %s', (name, message) => expect(refusals[name]).toMatch(message));

  it('refuses nothing else', () => expect(Object.keys(refusals).sort()).toEqual(Object.keys(REFUSALS).sort()));
});

interface ConvertedModel {
  name: string;
  file: Uint8Array;
  windows: Float32Array[];
  /** Of all windows, by onnxruntime. */
  wanted: number[];
}

function readModels(folder: string): ConvertedModel[] {
  const names = readdirSync(folder).filter((file) => file.endsWith('.tflite')).map((file) => file.replace('.tflite', ''));
  return names.map((name) => {
    const [file, inputs, outputs] = ['tflite', 'in', 'out'].map((ending) => readFileSync(join(folder, `${name}.${ending}`)));
    const values = readFloats(inputs);
    const width = values.length / WINDOWS;
    const windows = Array.from({ length: WINDOWS }, (_, at) => Float32Array.from(values.slice(at * width, (at + 1) * width)));
    return { name, file, windows, wanted: readFloats(outputs) };
  });
}

/** As the impulse's loop does it: a model that begins with a normalisation takes float32. */
function encode(values: Float32Array, { dtype, scale = 1, zeroPoint = 0 }: TensorInfo): Uint8Array {
  if (dtype === 'float32') return bytesOf(values);
  return new Uint8Array(Int8Array.from(values, (value) => Math.min(127, Math.max(-128, Math.round(value / scale) + zeroPoint))).buffer);
}

function decode(bytes: Uint8Array, { dtype, scale = 1, zeroPoint = 0 }: TensorInfo): number[] {
  return dtype === 'float32' ? readFloats(Buffer.from(bytes)) : Array.from(new Int8Array(bytes), (value) => (value - zeroPoint) * scale);
}

/** The largest difference, of the largest value. */
function distance(got: readonly number[], wanted: readonly number[]): number {
  if (got.length !== wanted.length) return Infinity;
  return got.reduce((most, value, at) => Math.max(most, Math.abs(value - wanted[at])), 0) / Math.max(...wanted.map(Math.abs));
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer);
}

function readFloats(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(4 * at));
}
