import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import type { Estimate } from '../../plugin/estimate/estimate';
import { takeRows } from '../../plugin/learn/read-features';
import { readTrees } from '../../plugin/learn/trees/tree-document';
import { treePlan } from '../../plugin/learn/trees/tree-plan';
import { assetRoot } from '../../plugin/paths';
import { runImpulse } from '../../plugin/runners/run-impulse';
import type { ClassEvaluation, Evaluation } from '../../plugin/steps/evaluate/evaluation';
import { argmax } from '../../plugin/steps/evaluate/score-classes';
import type { BlockContainers } from '../../plugin/steps/step';
import { importDebianImage, NO_DEBIAN } from '../container-images';
import { scorePlan } from '../score-plan';
import { hasShared, NO_SHARED, unpackShared } from '../shared-data';
import { makeFolder } from '../temp-folder';
import { convertPickle, openConverter, runPython, writeWindows } from '../tree-cases';

const whyNot = NO_DEBIAN ?? (hasShared('motion-ei-gestures') ? undefined : NO_SHARED);
const CASES = [
  ...['forest', 'unlimited-forest', 'extra-trees', 'gradient-boosting', 'hist-gradient-boosting', 'lightgbm', 'xgboost'],
  ...['xgboost-two-classes', 'regression'],
];
const FOREST = join(assetRoot, 'blocks', 'examples', 'forest-learn');
const SOURCE = join(assetRoot, 'blocks', 'learn', 'tree-ensemble', 'tree_ensemble.cpp');
const NO_TREES = { apiVersion: 'impulse-trees/v1', task: 'value', features: 1, link: 'identity', base: [0], trees: [{ feature: [], threshold: [], left: [], right: [], leaves: [[0]] }] };

/** Of the largest score: what `blocks/learn/tree-ensemble/README.md` promises. */
const TOLERANCE = 1e-6;

const manifest = (folder: string) => `name: gestures
dataset:
  sources: [{ path: "${folder}/*/*.json", labels: "${folder}/info.labels" }]
  split: { validation: 0 %, test: 0 % }
input: { window: 976 ms, stride: 976 ms, frequency: 62.5 Hz, axes: [accX, accY, accZ] }
dsp:
  spectral: { block: spectral-analysis }
  flatten: { block: flatten }
learn:
  gestures: { block: tree-ensemble, input: [spectral, flatten], path: trees.json }
targets: [arduino-nano-33-ble-sense, rp2040]
`;

describe.skipIf(whyNot !== undefined)(`trees that others trained on real gestures (${whyNot ?? 'in the converter’s image'})`, () => {
  const root = makeFolder({ 'trees.json': JSON.stringify(NO_TREES) });
  const [data, models] = [join(root, 'windows'), join(root, 'models')];
  let converter: BlockContainers;
  let windows: ReturnType<typeof writeWindows>;

  beforeAll(async () => {
    vi.stubEnv('IMPULSE_DOCKER_BASES', `debian:12-slim=${await importDebianImage()}`);
    converter = openConverter();
    writeFileSync(join(root, 'impulse.yaml'), manifest(join(unpackShared('motion-ei-gestures'), 'ei-gestures')));
    const outcomes = await runImpulse(root, { steps: ['features', 'split'] });
    const folderOf = (plan: string) => outcomes.get(plan)!.folder;
    mkdirSync(data);
    mkdirSync(join(models, 'forest'), { recursive: true });
    windows = writeWindows([folderOf('features--spectral'), folderOf('features--flatten')], folderOf('split'), data);
    const train = ['--data-directory', data, '--out-directory', join(models, 'forest'), '--n-trees', '30', '--epochs', '7'];
    await runPython(converter, join(FOREST, 'train.py'), train, { read: [data], write: [models] });
    await runPython(converter, join(__dirname, '..', 'python', 'train_trees.py'), [data, models], { read: [data], write: [models] });
  });
  afterAll(() => void vi.unstubAllEnvs());

  it.each(CASES)('get every decision of the library, and its scores to 1e-6: %s', async (name) => {
    const { trees, metrics } = await convertPickle(converter, join(models, name));
    const { plan } = treePlan(readTrees(trees, `${name}/trees.json`));
    const [outputs] = plan.shape;
    const features = takeRows(windows.set.features, windows.set.width, windows.test);
    const said = scorePlan(SOURCE, plan, features, windows.set.width);
    const wanted = readScores(name);
    expect([said.length, wanted.length]).toEqual([outputs * windows.test.length, outputs * windows.test.length]);
    const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const worst = wanted.reduce((most, value, at) => Math.max(most, Math.abs(said[at] - value)), 0) / largest;
    const decide = (scores: Float32Array | Float64Array) => Array.from(windows.test, (_, row) => argmax(scores.subarray(row * outputs, (row + 1) * outputs)));
    console.log(`${name}: ${String(metrics.trees)} trees, ${String(metrics.nodes)} nodes, ${4 * plan.ints.length} B; off by ${worst.toExponential(1)} at most`);
    expect(worst).toBeLessThan(TOLERANCE);
    expect(decide(said)).toEqual(decide(wanted));
  });

  it('are right as often as in the library where the whole impulse runs, from raw values', async () => {
    const learn = (await runForest<Evaluation>('evaluate', 'evaluation.json')).learn[0];
    const wanted = readScores('forest');
    const right = windows.test.filter((row, at) => {
      const scores = wanted.subarray(at * windows.labels.length, (at + 1) * windows.labels.length);
      return windows.labels[argmax(scores)] === windows.set.windows[row].label;
    });
    const test = learn.int8.test as ClassEvaluation;
    expect(learn.labels).toEqual(windows.labels);
    expect(test.accuracy).toBe(right.length / windows.test.length);
    expect(test.accuracy).toBeGreaterThan(0.98);
  });

  it.skipIf(findEmulatorTools() === undefined).each(['arduino-nano-33-ble-sense', 'rp2040'])('give the same bits on the emulated core of %s', async (target) => {
    const { core, parity, int8 } = await runForest<Estimate>(`estimate--${target}`, 'estimate.json');
    expect(parity).toMatchObject({ equal: true });
    const { cycles, latencyMs } = int8.stages.find(({ name }) => name === 'nn')!;
    console.log(`forest on ${core}: ${cycles} cycles (${latencyMs.toFixed(3)} ms); with its DSP ${int8.flashBytes} B flash, ${int8.ramBytes} B RAM, ${int8.latencyMs!.toFixed(2)} ms`);
  });

  it('are refused by name where they are none', async () => {
    const write = `import pickle, sys\nfrom sklearn.svm import SVC\npickle.dump(SVC(), open(sys.argv[1] + '/model.pkl', 'wb'))\n`;
    const folder = makeFolder({ 'write.py': write, 'model/.keep': '' });
    const model = join(folder, 'model');
    await runPython(converter, join(folder, 'write.py'), [model], { read: [], write: [model] });
    const refused = (message: RegExp) => expect(convertPickle(converter, model)).rejects.toMatchObject({ code: 'IMP_BLOCK_FAILED', message: expect.stringMatching(message) });
    await refused(/failed: sklearn\.SVC cannot[^]*RandomForestClassifier/);
    writeFileSync(join(model, 'model.pkl'), 'no pickle');
    await refused(/failed: model\.pkl cannot be read[^]*scikit-learn 1\.3\.2/);
  });

  /** Runs the impulse with the forest up to a plan, and reads what it left. */
  async function runForest<T>(plan: string, file: string): Promise<T> {
    writeFileSync(join(root, 'trees.json'), (await convertPickle(converter, join(models, 'forest'))).trees);
    return JSON.parse(readFileSync(join((await runImpulse(root, { steps: [plan] })).get(plan)!.folder, file), 'utf8'));
  }

  /** What the library says of the test windows, in 64 bits. */
  function readScores(name: string): Float64Array {
    return new Float64Array(new Uint8Array(readFileSync(join(models, name, 'scores.f64'))).buffer);
  }
});
