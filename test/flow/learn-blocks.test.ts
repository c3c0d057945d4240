import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { planSteps } from '../../plugin/graph/plan-steps';
import { readManifest } from '../../plugin/manifest/read-manifest';
import { runPlans, type Outcome } from '../../plugin/runners/run-plans';
import type { CompileFacts } from '../../plugin/steps/compile/compile-facts';
import type { AnomalyEvaluation, ClassEvaluation, Evaluation, ValueEvaluation } from '../../plugin/steps/evaluate/evaluation';
import { makeWav } from '../make-wav';
import { makeFolder } from '../temp-folder';

const MANIFEST = `name: meter
dataset:
  sources:
    - { path: "recordings/**/*.wav", label: "{dir}" }
    - { path: "strange/**/*.wav", label: "{dir}", use: test }
  split: { validation: 20 %, test: 20 % }
input: { window: 250 ms, stride: 125 ms, frequency: 8 kHz, axes: [audio] }
dsp:
  shape: { block: flatten }
  sound: { block: mfe, filters: 20 }
learn:
  level: { block: dense-classifier, input: [shape, sound], epochs: 30 }
  outlier: { block: kmeans-anomaly, input: [sound], clusters: 6 }
  amount: { block: regression, input: [sound, shape], epochs: 60 }
  forest: { block: tree-ensemble, path: forest.json, input: [shape] }
  guess: { block: tree-ensemble, path: guess.json, input: [shape] }
postprocess: { block: keyword-decision, average: 250 ms, threshold: 50 %, suppression: 0 ms, ignore: ["1"] }
targets: [linux-x86-64]
deploy: [cpp-library]
`;

/** A square wave in noise; louder for a larger level. Strange ones are shrill. */
function makeTone(level: number, seed: number, period = 40): Buffer {
  let state = seed * 7919 + 1;
  const noise = () => ((state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) >> 16) % 400;
  const loud = level * 3000 + (seed % 5) * 40;
  return makeWav(
    Array.from({ length: 4000 }, (_, i) => (i % period < period / 2 ? loud : -loud) + noise()),
    { hz: 8000 },
  );
}

/** One tree that looks at the level, the fourth value of the block flatten. */
function writeTrees(change: object, leaves: number[][]): string {
  const tree = { feature: [3, 3], threshold: [0.14, 0.23], left: [-1, -2], right: [1, -3], leaves };
  return JSON.stringify({ apiVersion: 'impulse-trees/v1', features: 7, link: 'identity', trees: [tree], ...change });
}

describe('an impulse of classifiers, regressions and an anomaly detector', () => {
  let outcomes: Map<string, Outcome>;
  let evaluation: Evaluation;

  beforeAll(async () => {
    const files: Record<string, string | Buffer> = {
      'impulse.yaml': MANIFEST,
      'forest.json': writeTrees({ task: 'classes', classes: [2, 1, 0], base: [0, 0, 0] }, [[0, 0.1, 0.9], [0.1, 0.8, 0.1], [1, 0, 0]]),
      'guess.json': writeTrees({ task: 'value', base: [-1] }, [[2], [3], [4.5]]),
    };
    for (let i = 0; i < 60; i++) files[`recordings/${1 + (i % 3)}/${i}.wav`] = makeTone(1 + (i % 3), i);
    for (let i = 0; i < 6; i++) files[`strange/9/${i}.wav`] = makeTone(2, i, 6);
    const root = makeFolder(files);
    const plans = planSteps(readManifest(join(root, 'impulse.yaml')));
    outcomes = await runPlans(['evaluate', 'compile--linux-x86-64', 'deploy--linux-x86-64'], { plans, root });
    evaluation = JSON.parse(readFileSync(join(outcomes.get('evaluate')!.folder, 'evaluation.json'), 'utf8'));
  });

  const learn = (name: string) => evaluation.learn.find((one) => one.name === name)!;

  it('tells the classes apart, in both number formats, without blame for labels that only the detector should find', () => {
    for (const format of ['int8', 'float32'] as const) {
      const test = learn('level')[format]!.test as ClassEvaluation;
      expect(test.accuracy, format).toBeGreaterThan(0.95);
      expect(test.foreign, format).toEqual({ 9: 18 });
    }
  });

  it('finds what training never saw', () => {
    expect((learn('outlier').int8.test as AnomalyEvaluation).auc).toBeGreaterThan(0.95);
    expect(learn('outlier').int8).toEqual(learn('outlier').float32);
  });

  it('says by how much values are wrong', () => {
    expect((learn('amount').int8.validation as ValueEvaluation).meanAbsoluteError).toBeLessThan(0.3);
  });

  it('lets trees from outside tell classes and values, the same in both number formats', () => {
    const forest = learn('forest');
    expect([forest.block, forest.result, forest.labels]).toEqual(['tree-ensemble', 'classes', ['3', '2', '1']]);
    expect((forest.int8.test as ClassEvaluation).accuracy).toBe(1);
    expect(forest.int8).toEqual(forest.float32);
    const { meanAbsoluteError, windows } = learn('guess').int8.train as ValueEvaluation;
    const thirds = evaluation.learn[0].int8.train as ClassEvaluation;
    expect(meanAbsoluteError * windows).toBeCloseTo(0.5 * thirds.perClass.find(({ label }) => label === '3')!.windows, 4);
  });

  it('counts decisions by recording: 8 of levels that are reported, 4 of one that is ignored, 6 strange ones', () => {
    const { recordings, right, wrong, missed } = evaluation.decisions!.int8!;
    expect(right + wrong + missed).toBe(recordings);
    expect(recordings).toBe(18);
    expect(right).toBeGreaterThanOrEqual(12);
  });

  it('compiles all of them into one buffer that their lifetimes share', () => {
    const facts: CompileFacts = JSON.parse(readFileSync(join(outcomes.get('compile--linux-x86-64')!.folder, 'compile.json'), 'utf8'));
    expect(facts.learn.map(({ name, result, scores }) => [name, result, scores])).toEqual([
      ['level', 'classes', 3],
      ['outlier', 'anomaly', 1],
      ['amount', 'value', 1],
      ['forest', 'classes', 3],
      ['guess', 'value', 1],
    ]);
    const arenas = facts.int8.models.reduce((sum, { arenaBytes }) => sum + arenaBytes, 0);
    expect(facts.int8.memoryBytes).toBeLessThan(arenas + 4 * facts.features + 4096);
  });
});
