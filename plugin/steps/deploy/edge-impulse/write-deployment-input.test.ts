import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { oneOperatorGraph } from '../../../../test/one-operator';
import { makeFolder } from '../../../../test/temp-folder';
import { writeFlatbuffer } from '../../../compiler/tflite/write-flatbuffer';
import { assetRoot } from '../../../paths';
import { readJson } from '../../read-json';
import { writeDeploymentInput } from './write-deployment-input';

const model = (name: string, dtype: 'int8' | 'float32') => Buffer.from(writeFlatbuffer(oneOperatorGraph('RELU', [1, 3], [1, 3], dtype), name));

/** A learn block as plan, facts and artefacts know it. */
interface Learn {
  name: string;
  result: 'classes' | 'value' | 'anomaly';
  isNetwork: boolean;
}

const WORDS: Learn = { name: 'words', result: 'classes', isNetwork: true };
const ODD: Learn = { name: 'odd', result: 'anomaly', isNetwork: false };
const LOUDNESS: Learn = { name: 'loudness', result: 'value', isNetwork: true };

/** The folder that is written for an impulse of two DSP blocks and these learn blocks. */
function write(learn: Learn[], axes = ['audio']) {
  const compiled = { name: 'kws', prefix: 'kws', windowLength: 16000, frequencyHz: 16000, axes, int8: { models: learn.map(({ name }) => ({ learn: name, arenaBytes: 512 })) } };
  const facts = { ...compiled, learn: learn.map(({ name, result }) => ({ name, result, labels: ['no', 'yes'] })) };
  const artefacts = learn.flatMap(({ name, isNetwork }) => [
    [`train:${name}`, makeFolder({ 'labels.json': '["no","yes"]', 'task.json': '"classes"', ...(isNetwork ? { 'model.float32.tflite': model(name, 'float32') } : { 'plan.json': '{}' }) })],
    [`quantize:${name}`, makeFolder(isNetwork ? { 'model.int8.tflite': model(name, 'int8') } : {})],
  ]);
  const inputs = { compile: makeFolder({ 'compile.json': JSON.stringify(facts), 'int8/kws_impulse.h': '// kws' }), ...Object.fromEntries(artefacts) };
  const impulse = {
    name: 'kws',
    input: { windowMs: 1000, strideMs: 500, frequencyHz: 16000, axes },
    dsp: [{ name: 'sound', block: 'mfcc', params: { coefficients: 13 } }, { name: 'mine', block: 'libs/mine', params: { taps: 'taps.csv' }, files: ['taps.csv'], axes: ['audio'] }],
    learn: learn.map(({ name }) => ({ name, block: 'dense-classifier', params: { epochs: 3 }, input: ['sound', 'mine'] })),
  };
  const folders = { target: join(assetRoot, 'targets/arduino-nano-33-ble-sense'), cores: join(assetRoot, 'targets/cores') };
  const folder = makeFolder();
  const missing = writeDeploymentInput({ params: { impulse }, inputs, folders }, folder);
  return { folder, missing, metadata: readJson<any>(folder, 'deployment-metadata.json') };
}

describe('the input of a deployment block of Edge Impulse', () => {
  it('says in deployment-metadata.json what is deployed', () => {
    const tensor = (name: string) => ({ dataType: 'int8', name, shape: [1, 3], quantizationScale: 0.5, quantizationZeroPoint: 0 });
    const details = { modelType: 'int8', inputs: [tensor('t0')], outputs: [tensor('t1')] };
    const described = { details, inputTensor: 't0', outputTensor: 't1', arenaSize: 512, inputFrameSize: 3 };
    const [input, output] = ['input', 'output'].map((name) => `/${join('home', name)}`);
    expect(write([ODD, WORDS, LOUDNESS]).metadata).toEqual({
      version: 1,
      deployCounter: 1,
      ...{ classes: ['no', 'yes'], samplesPerInference: 16000, axesCount: 1, frequency: 16000, sensor: 'microphone' },
      tfliteModels: [{ ...described, modelPath: `${input}/trained.tflite` }, { ...described, modelPath: `${input}/tflite-model/loudness.tflite` }],
      project: { name: 'kws', id: 0, owner: '', studioHost: '' },
      impulse: {
        inputBlocks: [{ id: 1, type: 'time-series', name: 'input', title: 'Time series', windowSizeMs: 1000, windowIncreaseMs: 500, frequencyHz: 16000, padZeros: true }],
        dspBlocks: [
          { id: 2, type: 'mfcc', name: 'sound', title: 'mfcc', axes: ['audio'], input: 1, implementationVersion: 1 },
          { id: 3, type: 'custom', name: 'mine', title: 'libs/mine', axes: ['audio'], input: 1, implementationVersion: 1 },
        ],
        learnBlocks: [
          { id: 4, type: 'anomaly', name: 'odd', title: 'dense-classifier', dsp: [2, 3] },
          { id: 5, type: 'keras', name: 'words', title: 'dense-classifier', dsp: [2, 3] },
          { id: 6, type: 'keras-regression', name: 'loudness', title: 'dense-classifier', dsp: [2, 3] },
        ],
      },
      folders: { input, output },
    });
    expect(write([WORDS], ['accX', 'accY', 'accZ']).metadata).toMatchObject({ axesCount: 3, sensor: 'accelerometer' });
    expect(write([WORDS], ['temperature']).metadata).not.toHaveProperty('sensor');
  });

  it('holds the models where blocks look for them, and our C++', () => {
    const { folder } = write([ODD, WORDS, LOUDNESS]);
    const bytes = (name: string) => readFileSync(join(folder, name));
    expect(bytes('trained.tflite')).toEqual(model('words', 'int8'));
    expect(bytes('tflite-model/words.tflite')).toEqual(model('words', 'int8'));
    expect(bytes('model-parameters/loudness/model.float32.tflite')).toEqual(model('loudness', 'float32'));
    expect(bytes('model-parameters/odd/plan.json').toString()).toBe('{}');
    expect(bytes('impulse-library/kws_impulse.h').toString()).toBe('// kws');
  });

  it('describes the impulse without names of files, which are not there', () => {
    const impulse = readJson(join(write([WORDS]).folder, 'model-parameters'), 'impulse.json');
    expect(impulse).toMatchObject({
      target: { id: 'arduino-nano-33-ble-sense', core: 'cortex-m4f', arch: 'armv7e-m', clockHz: 64e6, flashBytes: 1048576, ramBytes: 262144 },
      dsp: [{ name: 'sound', params: { coefficients: 13 } }, { name: 'mine', block: 'libs/mine', params: {} }],
    });
    expect(JSON.stringify(impulse)).not.toMatch(/taps|files|folder/);
  });

  it('names what is not there, with a reason each', () => {
    const { folder, missing } = write([WORDS]);
    expect(missing).toEqual(expect.arrayContaining(['edge-impulse-sdk/', 'trained.h5.zip', 'trained.savedmodel.zip']));
    expect(readJson(folder, 'missing.json')).toEqual(Object.fromEntries(missing.map((name) => [name, expect.stringMatching(/\w{3}/)])));
    expect(missing.filter((name) => existsSync(join(folder, name)))).toEqual([]);
    const alone = write([ODD]);
    expect(alone.missing).toContain('trained.tflite');
    expect(alone.metadata.tfliteModels).toEqual([]);
  });
});
