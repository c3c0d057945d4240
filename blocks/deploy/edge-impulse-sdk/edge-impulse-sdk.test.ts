import { describe, expect, it } from 'vitest';
import type { CompileFacts, LearnFacts } from '../../../plugin/steps/compile/compile-facts';
import { layOut } from '.';

const classes: LearnFacts = { name: 'word', block: 'ds-cnn', input: ['mfe'], member: 'word', result: 'classes', labels: ['on', 'off "now"'], scores: 2 };
const outlier: LearnFacts = { ...classes, name: 'outlier', block: 'kmeans-anomaly', member: 'outlier', result: 'anomaly', labels: [], scores: 1 };
const tensor = { shape: [1, 6], dtype: 'int8' as const, bytes: 6, scale: 0.5, zeroPoint: -3 };

/** What `compile` says of a small impulse of sound. */
const FACTS: CompileFacts = {
  ...{ target: 'linux-x86-64', core: 'x86-64', arch: 'x86-64', name: 'door-bell', prefix: 'door_bell' },
  ...{ windowLength: 100, strideLength: 25, frequencyHz: 16000, axes: ['audio'], dtype: 'int16', features: 6, postprocess: false },
  dsp: [{ name: 'mfe', block: 'mfe', shape: [3, 2], functions: 'mfe', stateBytes: 0 }],
  learn: [classes, outlier],
  int8: {
    ...{ memoryBytes: 512, featuresOffset: 0, constantBytes: 9, macs: 12 },
    models: [
      {
        ...{ learn: 'word', arenaBytes: 32, constantBytes: 9, macs: 12, arena: [], ops: [] },
        inputs: [{ name: 'in', ...tensor }],
        outputs: [{ name: 'out */', ...tensor, shape: [1, 2], bytes: 2 }],
      },
    ],
  },
};

describe('files for the Edge Impulse SDK', () => {
  const files = layOut(FACTS, { 'mfe.cpp': '// ours\n', 'placement.h': '// places\n' });

  it('stand in the two folders that its projects replace, with our sources flat in the second one', () => {
    expect(Object.keys(files).sort()).toEqual([
      'README.md',
      'model-parameters/model_metadata.h',
      'model-parameters/model_variables.h',
      'tflite-model/door_bell_sdk.cpp',
      'tflite-model/door_bell_sdk.h',
      'tflite-model/door_bell_sdk_continuous.cpp',
      'tflite-model/mfe.cpp',
      'tflite-model/placement.h',
      'tflite-model/tflite_learn_door_bell_word_compiled.cpp',
      'tflite-model/tflite_learn_door_bell_word_compiled.h',
      'tflite-model/trained_model_ops_define.h',
    ]);
  });

  it.each([
    ['RAW_SAMPLE_COUNT', '100'],
    ['RAW_SAMPLES_PER_FRAME', '1'],
    ['INTERVAL_MS', '0.0625'],
    ['NN_INPUT_FRAME_SIZE', '6'],
    ['LABEL_COUNT', '2'],
    ['SLICES_PER_MODEL_WINDOW', '4'],
    ['SENSOR', 'EI_CLASSIFIER_SENSOR_MICROPHONE'],
    ['HAS_ANOMALY', 'EI_ANOMALY_TYPE_KMEANS'],
    ['TFLITE_LARGEST_ARENA_SIZE', '32'],
    ['TFLITE_INPUT_DATATYPE', 'EI_CLASSIFIER_DATATYPE_INT8'],
  ])('say EI_CLASSIFIER_%s %s', (name, value) => {
    const [, said] = new RegExp(`#define EI_CLASSIFIER_${name} (.*)\\n`).exec(files['model-parameters/model_metadata.h']!) ?? [];
    expect(said).toBe(value);
  });

  it('let no text of the impulse out of its quotes or comments', () => {
    expect(files['model-parameters/model_variables.h']).toContain('{"on", "off \\042now\\042"}');
    expect(files['tflite-model/tflite_learn_door_bell_word_compiled.cpp']).toContain('/* out * / */');
  });

  const second = { ...classes, name: 'speaker', member: 'speaker' };
  const refuse = (problem: string) => `The format "edge-impulse-sdk" cannot carry this impulse: ${problem}.`;
  it.each<[string, Partial<CompileFacts>, string]>([
    ['two classifiers', { learn: [classes, second] }, 'its result has one list of labels, and "word" and "speaker" give one each'],
    ['two detectors', { learn: [outlier, { ...outlier, name: 'rare' }] }, 'its result has one anomaly score, and "outlier" and "rare" give one each'],
    [
      'pictures in floats',
      { image: { width: 10, height: 10 }, dtype: 'float32' },
      'its frames are pixels of red, green and blue, or grey, in bytes, and these have 1 of float',
    ],
  ])('are refused for %s', (_, change, problem) => {
    const call = () => layOut({ ...FACTS, ...change }, { 'placement.h': '' });
    expect(call).toThrowError(expect.objectContaining({ code: 'IMP_DEPLOY_UNSUPPORTED', message: expect.stringContaining(refuse(problem)) }));
  });
});
