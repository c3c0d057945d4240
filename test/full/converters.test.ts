import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { importGraph } from '../../plugin/compiler/tflite/import-graph';
import { readFlatbuffer } from '../../plugin/compiler/tflite/read-flatbuffer';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { observeRanges } from '../../plugin/learn/quantize/observe-ranges';
import { quantizeGraph } from '../../plugin/learn/quantize/quantize-graph';
import { assetRoot } from '../../plugin/paths';
import type { BlockContainers } from '../../plugin/steps/step';
import { runManyOnHost } from '../conformance/run-model';
import { runOnnx } from '../conformance/run-interpreter';
import { NO_DEBIAN } from '../container-images';
import { type LearnData, writeLearnData } from '../learn-data';
import { openBlock } from '../open-block';
import { hasShared, NO_SHARED } from '../shared-data';
import { makeFolder } from '../temp-folder';

/** Of a model's largest output. */
const TOLERANCE = 1e-5;

/** The classes are far apart. */
const GESTURES_RIGHT = 0.95;

const DATASETS = ['kws-fsdd', 'motion-ei-gestures'];
const whyNot = NO_DEBIAN ?? (DATASETS.every(hasShared) ? undefined : NO_SHARED);

const block = (...path: string[]): string => join(assetRoot, 'blocks', ...path);
const script = (name: string): string => join(__dirname, '..', 'python', name);

describe.skipIf(whyNot !== undefined)(`models of other frameworks (${whyNot ?? 'made and converted in containers'})`, () => {
  let words: LearnData;
  let gestures: LearnData;
  const convert: Record<string, BlockContainers> = {};
  beforeAll(async () => {
    words = await writeLearnData('FSDD, same speakers');
    gestures = await writeLearnData('Edge Impulse gestures');
    for (const kind of ['onnx', 'saved-model']) convert[kind] = await openBlock(block('convert', kind));
  });

  it('that PyTorch exported compute in C++ what onnxruntime computes, on real features', async () => {
    const exported = await exportModels('pytorch-learn', 'python3', 'export_torch_models.py', shapeOf(words));
    const files = readdirSync(exported).filter((file) => file.endsWith('.onnx'));
    expect(files).toHaveLength(36);
    const inputs = words.windows.map(bytesOf);
    const golden = runOnnx(files.map((file) => ({ file: readFileSync(join(exported, file)), inputs, outputCount: 1 })));
    const models: ConvertedModel[] = [];
    for (const [index, name] of files.entries()) {
      const result = golden[index];
      if ('error' in result) throw new Error(`${name}: ${result.error}`);
      const file = await convertModel(convert.onnx, folderWith({ 'model.onnx': readFileSync(join(exported, name)) }));
      models.push({ name: basename(name, '.onnx'), file, golden: result.outputs });
    }
    compare(models, inputs);
  });

  it('that Keras exported compute in C++ what Keras computes, on real features', async () => {
    const windows = folderWith({ 'windows.bin': Buffer.concat(words.windows.map(bytesOf)) });
    const exported = await exportModels('keras-learn', 'python', 'export_keras_models.py', [...shapeOf(words), '/windows/windows.bin'], windows);
    const names = readdirSync(exported);
    expect(names).toHaveLength(6);
    const models: ConvertedModel[] = [];
    for (const name of names) {
      const file = await convertModel(convert['saved-model'], join(exported, name));
      models.push({ name, file, golden: readFileSync(join(exported, name, 'outputs.bin')) });
    }
    compare(models, words.windows.map(bytesOf));
  });

  it.each([['keras-learn', 'saved-model'], ['pytorch-learn', 'onnx']])('of the example %s tell gestures apart, and are the same for the same seed', async (example, converter) => {
    const train = async (...more: string[]): Promise<Buffer> => convertModel(convert[converter], await trainExample(example, gestures, more));
    const model = await train();
    const graph = importGraph(readFlatbuffer(model));
    const quantized = writeFlatbuffer(quantizeGraph(graph, await observeRanges(graph, gestures.representative, () => {})), example);
    const [float32, int8] = [model, quantized].map((file) => accuracyOf(file, gestures));
    console.log(`${example}: float32 ${float32.toFixed(4)}, int8 ${int8.toFixed(4)} of ${gestures.windows.length} test windows, by the compiled C++`);
    expect(Math.min(float32, int8)).toBeGreaterThan(GESTURES_RIGHT);
    const [one, again, other] = [await train('--epochs', '2'), await train('--epochs', '2'), await train('--epochs', '2', '--seed', '2')];
    expect(again.equals(one)).toBe(true);
    expect(other.equals(one)).toBe(false);
  });

  it.each([
    ['an archive that reaches out of its folder', { 'saved_model.zip': zipOf('../evil.txt') }, /"\.\.\/evil\.txt", which would land outside/],
    ['an archive without a model', { 'saved_model.zip': zipOf('readme.txt') }, /0 files saved_model\.pb/],
    ['something else than an archive', { 'saved_model.zip': 'text' }, /is no zip archive/],
    ['a damaged SavedModel', { 'saved_model/saved_model.pb': 'text' }, /cannot load the SavedModel/],
  ])('are refused with one sentence: %s', async (_, files, message) => {
    await expect(convertModel(convert['saved-model'], folderWith(files))).rejects.toMatchObject({ code: 'IMP_BLOCK_FAILED', message: expect.stringMatching(message) });
  });
});

const zipOf = (name: string): Buffer => Buffer.from(zipSync({ [name]: new Uint8Array(1) }));

/** Below a folder that is the test's alone: the user of a container may look into this one. */
function folderWith(files: Record<string, string | Buffer>): string {
  const folder = join(makeFolder(), 'shown');
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const shapeOf = ({ shape, classes }: LearnData): string[] => [...shape, classes].map(String);

/** Runs a script of `test/python` in the image of an example, where its framework is. */
async function exportModels(example: string, python: string, name: string, words: string[], windows?: string): Promise<string> {
  const out = folderWith({});
  const containers = await openBlock(block('examples', example), [python, `/script/${name}`]);
  await containers.run('block', {
    argv: ['/out', ...words],
    mounts: [
      { host: script(name), inside: `/script/${name}` }, { host: out, inside: '/out', writable: true },
      ...(windows === undefined ? [] : [{ host: windows, inside: '/windows' }]),
    ],
  });
  return out;
}

/** By the contract of Edge Impulse's machine-learning blocks. */
async function trainExample(example: string, { folder }: LearnData, more: string[]): Promise<string> {
  const out = folderWith({});
  const containers = await openBlock(block('examples', example));
  await containers.run('block', {
    argv: ['--data-directory', '/data', '--out-directory', '/out', '--unknown-to-us', '1', ...more],
    mounts: [{ host: folder, inside: '/data' }, { host: out, inside: '/out', writable: true }],
  });
  return out;
}

async function convertModel(converter: BlockContainers, model: string): Promise<Buffer> {
  const output = makeFolder();
  await converter.runStep('block', { params: {}, inputs: { model }, output });
  return readFileSync(join(output, 'model.tflite'));
}

interface ConvertedModel {
  name: string;
  file: Buffer;
  /** What the original makes of all windows, one after another. */
  golden: Buffer;
}

/** Holds the C++ of converted models to the originals. */
function compare(models: readonly ConvertedModel[], inputs: Uint8Array[]): void {
  const compiled = models.map(({ file }, index) => ({ model: compileModel(file, { name: `model_${index}`, arch: 'portable' }), name: `model_${index}`, inputs }));
  runManyOnHost(compiled).forEach((got, index) => {
    const { name, golden } = models[index];
    const wanted = got.map((bytes, at) => golden.subarray(at * bytes.length, (at + 1) * bytes.length));
    const [values, originals] = [Buffer.concat(got), golden].map(readFloats);
    const apart = values.reduce((most, value, at) => Math.max(most, Math.abs(value - originals[at])), 0);
    const error = apart / originals.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    console.log(`${name}: ${error.toExponential(1)} of the largest output`);
    expect(error, name).toBeLessThan(TOLERANCE);
    expect(got.map(largestOf), name).toEqual(wanted.map(largestOf));
  });
}

/** Both examples begin with a normalisation: their int8 models take float32 as well. */
function accuracyOf(file: Uint8Array, { windows, expected }: LearnData): number {
  const model = compileModel(file, { name: 'model', arch: 'portable' });
  const [got] = runManyOnHost([{ model, name: 'model', inputs: windows.map(bytesOf) }]);
  const scores = got.map((bytes) => (model.outputs[0].dtype === 'int8' ? Array.from(new Int8Array(bytes)) : readFloats(bytes)));
  return scores.filter((row, at) => row.indexOf(Math.max(...row)) === expected[at]).length / expected.length;
}

function largestOf(bytes: Uint8Array): number {
  const values = readFloats(bytes);
  return values.indexOf(Math.max(...values));
}

function readFloats(bytes: Uint8Array): number[] {
  return Array.from(new Float32Array(new Uint8Array(bytes).buffer));
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
