import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { oneOperatorGraph } from '../../../test/one-operator';
import { makeFolder } from '../../../test/temp-folder';
import { writeFlatbuffer } from '../../compiler/tflite/write-flatbuffer';
import type { Sample } from '../../data/dataset';
import { writeDataset } from '../../data/write-dataset';
import { assetRoot } from '../../paths';
import { assembleImpulse } from './assemble-impulse';

const relu = (columns: number) => Buffer.from(writeFlatbuffer(oneOperatorGraph('RELU', [1, columns]), 'test'));
const plan = (features: number) => JSON.stringify({ shape: [features], ints: [], floats: [], scratchBytes: 0, stateBytes: 0 });

interface Impulse {
  features: number;
  labels: string[];
  model?: Buffer;
  /** A block with a plan and no model, and what it says. */
  learn?: { block: string; task: string };
  /** The block that scores with the plan instead. */
  scorer?: string;
  samples?: Partial<Sample>[];
  postprocess?: string;
  /** Folder of the DSP block; default: that of `raw`. */
  dsp?: string;
}

/** The artefacts of an impulse of the raw block and one learn block, put together for float32. */
function assemble({ features, labels, model = relu(3), learn, scorer, samples = [{}], postprocess, dsp }: Impulse) {
  const dataset = makeFolder();
  writeDataset(
    dataset,
    samples.map((more, i) => {
      const sample: Sample = {
        id: `${i}`,
        file: `${i}.wav`,
        label: null,
        axes: ['x'],
        frequencyHz: 10,
        length: 1,
        dtype: 'float32',
        metadata: {},
        ...more,
      };
      return { sample, values: sample.dtype === 'int16' ? Int16Array.of(1) : Float32Array.of(1) };
    }),
  );
  const blocks = join(assetRoot, 'blocks');
  const params = {
    name: 'test',
    input: { windowMs: 300, strideMs: 300, frequencyHz: 10, axes: ['x'] },
    dsp: [{ name: 'raw', block: 'raw', params: {} }],
    learn: [{ name: 'net', block: learn?.block ?? 'dense-classifier', params: {}, input: ['raw'] }],
    ...(postprocess ? { postprocess: { name: 'postprocess', block: postprocess, params: {} } } : {}),
  };
  const trained = makeFolder({
    'labels.json': JSON.stringify(labels),
    ...(learn ? { 'plan.json': plan(labels.length), 'task.json': JSON.stringify(learn.task) } : { 'model.float32.tflite': model }),
  });
  const inputs = { dataset, 'features:raw': makeFolder({ 'plan.json': plan(features) }), 'train:net': trained };
  const folders = {
    'dsp:raw': dsp ?? `${blocks}/dsp/raw`,
    'learn:net': `${blocks}/learn/${params.learn[0].block}`,
    ...(scorer ? { 'scorer:net': `${blocks}/learn/${scorer}` } : {}),
    postprocess: `${blocks}/postprocess/${postprocess}`,
  };
  return assembleImpulse({ params, inputs, folders }, 'float32', 'portable');
}

describe('assembleImpulse', () => {
  it('refuses a model for another number of features', async () => {
    const wrong = assemble({ features: 5, labels: ['a', 'b', 'c'] });
    await expect(wrong).rejects.toMatchObject({ code: 'IMP_MODEL_INPUT_MISMATCH', message: expect.stringMatching(/3[^]*5/) });
  });

  it('refuses a model with another number of outputs than labels', async () => {
    const wrong = assemble({ features: 3, labels: ['a', 'b'] });
    await expect(wrong).rejects.toMatchObject({ code: 'IMP_MODEL_OUTPUT_MISMATCH', message: expect.stringMatching(/3[^]*2/) });
  });

  it('refuses a model whose input is no number that features can be', async () => {
    const graph = oneOperatorGraph('RESHAPE', [1, 3], [1, 3], 'int32');
    graph.ops[0].options = { newShape: [1, 3] };
    const wrong = assemble({ features: 3, labels: ['a', 'b', 'c'], model: Buffer.from(writeFlatbuffer(graph, 'test')) });
    await expect(wrong).rejects.toMatchObject({ code: 'IMP_MODEL_DTYPE', message: expect.stringContaining('int32') });
  });

  it('refuses a DSP block with levels whose plan has none', async () => {
    const dsp = makeFolder({ 'block.json': JSON.stringify({ id: 'grey', sources: [], levels: true }) });
    const wrong = assemble({ features: 3, labels: ['a', 'b', 'c'], dsp });
    await expect(wrong).rejects.toMatchObject({ code: 'IMP_BLOCK_LEVELS', message: expect.stringMatching(/"grey"[^]*0 floats[^]*256/) });
  });

  it('refuses recordings of two kinds, naming one of each', async () => {
    const wrong = assemble({ features: 3, labels: ['a', 'b', 'c'], samples: [{ dtype: 'int16' }, { dtype: 'float32' }] });
    await expect(wrong).rejects.toMatchObject({ code: 'IMP_DATASET_MIXED', message: expect.stringMatching(/1\.wav[^]*0\.wav/) });
  });

  it('refuses post-processing without a classifier', async () => {
    const wrong = assemble({ features: 3, labels: [], learn: { block: 'kmeans-anomaly', task: 'anomaly' }, postprocess: 'keyword-decision' });
    await expect(wrong).rejects.toMatchObject({ code: 'IMP_POSTPROCESS_NO_CLASSES', message: expect.stringContaining('keyword-decision') });
  });

  it('takes a plan of classes, which post-processing may smooth, and the block that scores with it where that is another one', async () => {
    const learn = { block: 'dense-classifier', task: 'classes' };
    const spec = await assemble({ features: 3, labels: ['a', 'b'], learn, scorer: 'tree-ensemble', postprocess: 'keyword-decision' });
    expect(spec.learn).toMatchObject([{ name: 'net', block: 'tree-ensemble', result: 'classes', labels: ['a', 'b'], plan: { shape: [2] } }]);
    expect(spec.postprocess).toMatchObject({ learn: 'net' });
    expect(spec.sources.map(({ path }) => path)).toContain(join(assetRoot, 'blocks', 'learn', 'tree-ensemble', 'tree_ensemble.cpp'));
  });
});
