import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import type { Estimate } from '../../plugin/estimate/estimate';
import { takeRows } from '../../plugin/learn/read-features';
import { readTrees } from '../../plugin/learn/trees/tree-document';
import { treePlan } from '../../plugin/learn/trees/tree-plan';
import { assetRoot } from '../../plugin/paths';
import { runImpulse } from '../../plugin/runners/run-impulse';
import type { ClassEvaluation, Evaluation } from '../../plugin/steps/evaluate/evaluation';
import { argmax } from '../../plugin/steps/evaluate/score-classes';
import { NO_DEBIAN } from '../container-images';
import { scorePlan } from '../score-plan';
import { hasShared, NO_SHARED, unpackShared } from '../shared-data';
import { makeFolder } from '../temp-folder';
import { buildBlockImage, convertPickle, runPython, writeWindows } from '../tree-cases';

const whyNot = NO_DEBIAN ?? (hasShared('motion-ei-gestures') ? undefined : NO_SHARED);
const CASES = [
  ...['forest', 'unlimited-forest', 'extra-trees', 'gradient-boosting', 'hist-gradient-boosting', 'lightgbm', 'xgboost'],
  ...['xgboost-two-classes', 'regression'],
];
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
  const [root, data, models] = [makeFolder({ 'trees.json': JSON.stringify(NO_TREES) }), makeFolder(), makeFolder()];
  let image: string;
  let windows: ReturnType<typeof writeWindows>;

  beforeAll(async () => {
    image = await buildBlockImage('convert/scikit-learn');
    writeFileSync(join(root, 'impulse.yaml'), manifest(join(unpackShared('motion-ei-gestures'), 'ei-gestures')));
    const outcomes = await runImpulse(root, { steps: ['features', 'split'] });
    const folderOf = (plan: string) => outcomes.get(plan)!.folder;
    windows = writeWindows([folderOf('features--spectral'), folderOf('features--flatten')], folderOf('split'), data);
    mkdirSync(join(models, 'forest'));
    const scripts = [join(assetRoot, 'blocks', 'examples', 'forest-learn'), join(__dirname, '..', 'python')];
    const train = [join(scripts[0], 'train.py'), '--data-directory', data, '--out-directory', join(models, 'forest'), '--n-trees', '30', '--epochs', '7'];
    expect(runPython(image, train, { read: [data, scripts[0]], write: [models] })).toContain('30 trees');
    runPython(image, [join(scripts[1], 'train_trees.py'), data, models], { read: [data, scripts[1]], write: [models] });
  });

  it.each(CASES)('get every decision of the library, and its scores to 1e-6: %s', (name) => {
    const { trees, metrics } = convertPickle(image, join(models, name));
    const { plan } = treePlan(readTrees(trees!, `${name}/trees.json`));
    const [outputs] = plan.shape;
    const features = takeRows(windows.set.features, windows.set.width, windows.test);
    const said = scorePlan(SOURCE, plan, features, windows.set.width);
    const wanted = readScores(name);
    expect([said.length, wanted.length]).toEqual([outputs * windows.test.length, outputs * windows.test.length]);
    const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const worst = wanted.reduce((most, value, at) => Math.max(most, Math.abs(said[at] - value)), 0) / largest;
    const decide = (scores: Float32Array | Float64Array) => Array.from(windows.test, (_, row) => argmax(scores.subarray(row * outputs, (row + 1) * outputs)));
    console.log(`${name}: ${metrics!.trees} trees, ${metrics!.nodes} nodes, ${4 * plan.ints.length} B; off by ${worst.toExponential(1)} at most`);
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

  it('are refused by name where they are none', () => {
    const folder = makeFolder();
    const write = `import pickle, sys; from sklearn.svm import SVC; pickle.dump(SVC(), open(sys.argv[1] + '/model.pkl', 'wb'))`;
    runPython(image, ['-c', write, folder], { read: [], write: [folder] });
    expect(convertPickle(image, folder).errors).toEqual([{ message: expect.stringMatching(/^sklearn\.SVC cannot[^]*RandomForestClassifier/) }]);
    writeFileSync(join(folder, 'model.pkl'), 'no pickle');
    expect(convertPickle(image, folder).errors).toEqual([{ message: expect.stringMatching(/^model\.pkl cannot be read[^]*scikit-learn 1\.3\.2/) }]);
  });

  /** Runs the impulse with the forest up to a plan, and reads what it left. */
  async function runForest<T>(plan: string, file: string): Promise<T> {
    writeFileSync(join(root, 'trees.json'), convertPickle(image, join(models, 'forest')).trees!);
    return JSON.parse(readFileSync(join((await runImpulse(root, { steps: [plan] })).get(plan)!.folder, file), 'utf8'));
  }

  /** What the library says of the test windows, in 64 bits. */
  function readScores(name: string): Float64Array {
    return new Float64Array(new Uint8Array(readFileSync(join(models, name, 'scores.f64'))).buffer);
  }
});
