import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { assetRoot } from '../../plugin/paths';
import { pythonWith } from '../python-env';
import { makeFolder } from '../temp-folder';
import { runManyOnHost } from './run-model';

const converter = join(assetRoot, 'blocks', 'convert', 'onnx');

/** Of a model's largest output. */
const TOLERANCE = 1e-5;

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
    const python = pythonWith(join(converter, 'requirements.txt'));
    const printed = execFileSync(python, [join(__dirname, '..', 'python', 'draw_onnx_models.py'), converter, folder], { stdio: ['ignore', 'pipe', 'ignore'] });
    refusals = JSON.parse(printed.toString()) as Record<string, string>;
  });

  it('gives models of which our C++ makes what onnxruntime makes of the originals', () => {
    const names = readdirSync(folder).filter((file) => file.endsWith('.tflite')).map((file) => file.replace('.tflite', ''));
    expect(names.length).toBeGreaterThan(40);
    const runs = names.map((original, index) => {
      const name = `model_${index}`;
      const model = compileModel(readFileSync(join(folder, `${original}.tflite`)), { name, arch: 'portable' });
      const windows = readFileSync(join(folder, `${original}.in`));
      const bytes = model.inputs[0].bytes;
      return { name, model, inputs: Array.from({ length: windows.length / bytes }, (_, at) => windows.subarray(at * bytes, (at + 1) * bytes)) };
    });
    runManyOnHost(runs).forEach((outputs, index) => {
      const [got, wanted] = [Buffer.concat(outputs), readFileSync(join(folder, `${names[index]}.out`))].map(readFloats);
      expect(got.length, names[index]).toBe(wanted.length);
      const apart = got.reduce((most, value, at) => Math.max(most, Math.abs(value - wanted[at])), 0);
      expect(apart / Math.max(...wanted.map(Math.abs)), names[index]).toBeLessThan(TOLERANCE);
    });
  });

  it.each(Object.entries(REFUSALS))('refuses: %s', (name, message) => expect(refusals[name]).toMatch(message));

  it('refuses nothing else', () => expect(Object.keys(refusals).sort()).toEqual(Object.keys(REFUSALS).sort()));
});

function readFloats(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(4 * at));
}
