import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blockDefaults } from '../../../test/block-defaults';
import { drawClassifier } from '../../../test/draw-classifier';
import { makeWav } from '../../../test/make-wav';
import { runStepBody } from '../../../test/run-step';
import { makeFolder } from '../../../test/temp-folder';
import { writeFlatbuffer } from '../../compiler/tflite/write-flatbuffer';
import { createRandom } from '../../learn/random';
import { assetRoot } from '../../paths';
import { run as extract } from '../features/run';
import { run as ingest } from '../ingest/run';
import { run as quantize } from '../quantize/run';
import { run as divide } from '../split/run';
import { run } from './run';

const mfcc = join(assetRoot, 'blocks', 'dsp', 'mfcc');
const input = { windowMs: 400, strideMs: 400, frequencyHz: 8000, axes: ['audio'] };

describe('the train step', () => {
  it('learns tones of three pitches by altered copies, and the quantize step keeps what was learnt', async () => {
    const { root, train } = await prepare(['low', 'middle', 'high']);
    const params = { epochs: 30, augment: { ...blockDefaults(blockFolder('dense-classifier')).augment, copies: 2, noise: 'low', speed: 0.02 } };
    const metrics = await train('dense-classifier', params);
    expect(metrics).toMatchObject({ copiesPerWindow: 2, epochs: 30 });
    expect(metrics.validationAccuracy).toBeGreaterThan(0.9);
    expect(JSON.parse(readFileSync(join(root, 'train', 'labels.json'), 'utf8'))).toEqual(['high', 'low', 'middle']);
    const quantized = await quantizeIn(root, 'dense-classifier');
    expect(quantized.modelBytes).toBeLessThan((metrics.modelBytes as number) / 2);
  });

  it('fits a regression to labels that are numbers', async () => {
    const { root, train } = await prepare(['300', '600', '900']);
    const metrics = await train('regression', { epochs: 60 });
    expect(metrics.validationLoss).toBeLessThan(20_000);
    expect(JSON.parse(readFileSync(join(root, 'train', 'task.json'), 'utf8'))).toBe('value');
    await expect((await prepare(['loud', 'quiet'])).train('regression', {})).rejects.toMatchObject({ code: 'IMP_LABEL_NOT_A_NUMBER' });
  });

  it('fits a plan where a block scores by its own C++, and has nothing to quantize then', async () => {
    const { root, train } = await prepare(['low', 'middle']);
    expect(await train('kmeans-anomaly', { clusters: 3 })).toMatchObject({ trainWindows: 24 });
    expect(JSON.parse(readFileSync(join(root, 'train', 'plan.json'), 'utf8'))).toMatchObject({ shape: [1], ints: [19 * 13, 3] });
    expect(await quantizeIn(root, 'kmeans-anomaly')).toEqual({});
  });

  it('takes a model from outside, float32 to be quantized or int8 as it is', async () => {
    const { root, train } = await prepare(['a', 'b', 'c', 'd']);
    const { graph } = await drawClassifier('dense-classifier', [19, 13], {});
    const file = join(makeFolder({ 'm.tflite': Buffer.from(writeFlatbuffer(graph, 'outside')) }), 'm.tflite');
    expect(await train('model-file', { path: file })).toMatchObject({ format: 'float32' });
    expect(JSON.parse(readFileSync(join(root, 'train', 'labels.json'), 'utf8'))).toEqual(['a', 'b', 'c', 'd']);
    await quantizeIn(root, 'model-file');
    const int8 = join(makeFolder(), 'int8.tflite');
    copyFileSync(join(root, 'quantize', 'model.int8.tflite'), int8);
    const again = await prepare(['a', 'b', 'c', 'd']);
    expect(await again.train('model-file', { path: int8, labels: ['w', 'x', 'y', 'z'] })).toMatchObject({ format: 'int8' });
    await quantizeIn(again.root, 'model-file');
    expect(readFileSync(join(again.root, 'quantize', 'model.int8.tflite'))).toEqual(readFileSync(int8));
    await expect(again.train('model-file', { path: 'nowhere.tflite' })).rejects.toMatchObject({ code: 'IMP_MODEL_FILE_MISSING' });
  });

  it('takes trees from outside, for classes by name or by place, or for a value', async () => {
    const { root, train } = await prepare(['a', 'b']);
    const read = (name: string) => JSON.parse(readFileSync(join(root, 'train', `${name}.json`), 'utf8'));
    expect(await train('tree-ensemble', { path: writeTrees({ classes: [1, 'other'] }) })).toEqual({ tableBytes: 4 * (10 + 2 + 2 + 2 + 4 + 1) });
    expect([read('task'), read('labels'), read('plan').shape]).toEqual(['classes', ['b', 'other'], [2]]);
    expect(await quantizeIn(root, 'tree-ensemble')).toEqual({});
    const counted = await prepare(['a', 'b']);
    await counted.train('tree-ensemble', { path: writeTrees({ classes: [1, 2] }) });
    expect(JSON.parse(readFileSync(join(counted.root, 'train', 'labels.json'), 'utf8'))).toEqual(['a', 'b']);
    const value = await prepare(['a', 'b']);
    await value.train('tree-ensemble', { path: writeTrees({ task: 'value', classes: undefined, base: [4], trees: [stump([[1], [2]])] }) });
    expect(JSON.parse(readFileSync(join(value.root, 'train', 'labels.json'), 'utf8'))).toEqual(['test']);
  });

  it('refuses trees that are made for other windows or labels', async () => {
    const refused = async (change: object) => (await prepare(['a', 'b'])).train('tree-ensemble', { path: writeTrees(change) });
    await expect(refused({ features: 33 })).rejects.toMatchObject({ code: 'IMP_MODEL_INPUT_MISMATCH', message: expect.stringMatching(/33[^]*247/) });
    await expect(refused({ classes: [0, 2] })).rejects.toMatchObject({ code: 'IMP_MODEL_CLASS_UNKNOWN', message: expect.stringMatching(/class 2[^]*a, b/) });
    await expect(refused({ base: [0] })).rejects.toMatchObject({ code: 'IMP_TREES_INVALID' });
    const { train } = await prepare(['a', 'b']);
    await expect(train('tree-ensemble', { path: 'nowhere.json' })).rejects.toMatchObject({ code: 'IMP_MODEL_FILE_MISSING' });
  });

  it('says what is wrong with labels and splits', async () => {
    await expect((await prepare(['only'])).train('dense-classifier', {})).rejects.toMatchObject({ code: 'IMP_LABELS_TOO_FEW' });
    const { train } = await prepare(['a', 'b'], { kind: 'unlabelled' });
    await expect(train('dense-classifier', {})).rejects.toMatchObject({ code: 'IMP_TRAIN_EMPTY' });
  });
});

/** Blocks whose parameters have no default, with those that have one. */
const WITHOUT_DEFAULTS: Record<string, object> = { 'model-file': { labels: [], task: 'classes' }, 'tree-ensemble': {} };

const blockFolder = (id: string) => join(assetRoot, 'blocks', 'learn', id);

const stump = (leaves: number[][]) => ({ feature: [5], threshold: [0.5], left: [-1], right: [-2], leaves });

/** A trees.json of two classes and one tree, but for what is changed. */
function writeTrees(change: object): string {
  const trees = { apiVersion: 'impulse-trees/v1', task: 'classes', classes: [0, 1], features: 247, link: 'identity', base: [0, 0], trees: [stump([[1, 0], [0, 1]])] };
  return join(makeFolder({ 'trees.json': JSON.stringify({ ...trees, ...change }) }), 'trees.json');
}

/** Twenty short recordings of each label, ingested, split and turned into features; `train` runs the step with a learn block. */
async function prepare(labels: string[], label: object = { kind: 'dir' }) {
  const root = makeFolder(recordings(labels));
  const source = { path: '**/*.wav', params: {}, label };
  await runStepBody(ingest, root, { id: 'ingest', params: { sources: [source], frequencyHz: 8000, axes: ['audio'] } });
  await runStepBody(divide, root, { id: 'split', params: { split: { validation: 0.2, test: 0.2, seed: 1 } }, inputs: { dataset: join(root, 'ingest') } });
  const dsp = { name: 'mfcc', block: 'mfcc', params: { ...blockDefaults(mfcc), normalisation: 'none' } };
  await runStepBody(extract, root, { id: 'features', params: { input, dsp }, inputs: { dataset: join(root, 'ingest') }, folders: { block: mfcc } });
  const train = (id: string, params: Record<string, unknown>) =>
    runStepBody(run, root, {
      id: 'train',
      params: { learn: { name: 'test', block: id, input: ['mfcc'], params: { ...(id in WITHOUT_DEFAULTS ? WITHOUT_DEFAULTS[id] : blockDefaults(blockFolder(id))), ...params } }, input, dsp: [dsp] },
      inputs: { 'features:mfcc': join(root, 'features'), split: join(root, 'split'), dataset: join(root, 'ingest') },
      folders: { block: blockFolder(id), 'dsp:mfcc': mfcc },
    });
  return { root, train };
}

function quantizeIn(root: string, id: string) {
  const inputs = { train: join(root, 'train'), 'features:mfcc': join(root, 'features'), split: join(root, 'split') };
  return runStepBody(quantize, root, { id: 'quantize', params: { learn: { name: 'test', block: id, input: ['mfcc'] } }, inputs });
}

/** Square-ish tones whose pitch grows with the label's place, in noise. */
function recordings(labels: string[]): Record<string, Buffer> {
  const random = createRandom(9);
  const files = labels.flatMap((label, place) =>
    Array.from({ length: 20 }, (_, n) => {
      const period = 40 - 9 * place + random.below(3);
      const values = Array.from({ length: 3200 }, (_, i) => (i % period < period / 2 ? 6000 : -6000) + Math.round(1500 * random.normal()));
      return [`${label}/${n}.wav`, makeWav(values, { hz: 8000 })] as const;
    }),
  );
  return Object.fromEntries(files);
}
