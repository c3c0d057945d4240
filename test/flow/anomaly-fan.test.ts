import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import type { Estimate } from '../../plugin/estimate/estimate';
import { runImpulse } from '../../plugin/runners/run-impulse';
import type { Outcome } from '../../plugin/runners/run-plans';
import type { Verdict } from '../../plugin/steps/budget/judge-budget';
import type { CompileFacts } from '../../plugin/steps/compile/compile-facts';
import type { AnomalyEvaluation, ClassEvaluation, Evaluation } from '../../plugin/steps/evaluate/evaluation';
import type { Report } from '../../plugin/steps/report/report';
import { hasShared, NO_SHARED, unpackShared } from '../shared-data';
import { makeFolder } from '../temp-folder';

/** Every tenth recording of each kind. Blocks of axes of their own, a classifier of the speed beside a detector of all that is not balanced. */
const manifest = (fan: string) => `name: fan
dataset:
  sources:
    - { path: "${fan}/*_0_weight/*5.csv", pattern: "fan_0_{label}_0_weight/{n}.csv" }
    - { path: "${fan}/fan_0_low_1_weight/*5.csv", label: low-1, use: validation }
    - { path: "${fan}/fan_0_med_1_weight/*5.csv", label: med-1, use: test }
  split: { validation: 20 %, test: 20 % }
input: { window: 1 s, frequency: 200 Hz, axes: [accX, accY, accZ] }
dsp:
  vibration: { block: spectral-analysis, fftLength: 32, fftWindow: hann, fftCombine: mean }
  posture: { block: flatten, axes: [accZ, accX] }
learn:
  speed: { block: dense-classifier, input: [posture, vibration], classes: ["off", low, med, high], epochs: 30 }
  runs: { block: dense-classifier, input: [vibration], classes: ["off", high], neurons: [8], epochs: 20 }
  wear: { block: gmm-anomaly, input: [vibration], components: 4 }
  outlier: { block: kmeans-anomaly, input: [posture], clusters: 8 }
targets: [arduino-nano-33-ble-sense]
budget: { auc: ">= 99 %", f1: ">= 90 %" }
`;

const NEEDED = hasShared('anomaly-fan') ? undefined : NO_SHARED;

describe.skipIf(NEEDED !== undefined)(`a fan that tells its speed and whether it is balanced (${NEEDED ?? 'on real recordings'})`, () => {
  let outcomes: Map<string, Outcome>;
  let evaluation: Evaluation;

  beforeAll(async () => {
    const root = makeFolder();
    writeFileSync(join(root, 'impulse.yaml'), manifest(join(unpackShared('anomaly-fan'), 'fan')));
    outcomes = await runImpulse(root, { steps: ['report', 'deploy', 'budget'] });
    evaluation = read('evaluate', 'evaluation.json');
  });

  const read = <T>(plan: string, file: string): T => JSON.parse(readFileSync(join(outcomes.get(plan)!.folder, file), 'utf8'));
  const anomalies = (name: string, side: 'validation' | 'test') => evaluation.learn.find((one) => one.name === name)!.int8[side] as AnomalyEvaluation;

  it('tells the speeds apart, without blame for the unbalanced ones', () => {
    const test = evaluation.learn[0].int8.test as ClassEvaluation;
    expect(evaluation.learn[0].labels).toEqual(['high', 'low', 'med', 'off']);
    expect(test.accuracy).toBeGreaterThan(0.9);
    expect(test.foreign).toEqual({ 'med-1': 35 });
  });

  it('finds the kind of anomaly that nothing was chosen by, in both number formats', () => {
    const { auc, labels } = anomalies('wear', 'test');
    expect(auc).toBeGreaterThan(0.99);
    expect(labels.map(({ label, role }) => [label, role])).toEqual([['high', 'normal'], ['low', 'normal'], ['med', 'normal'], ['med-1', 'report'], ['off', 'normal']]);
    expect(labels.find(({ label }) => label === 'med-1')).toMatchObject({ auc, windows: 35 });
    expect(anomalies('wear', 'validation').labels.find(({ label }) => label === 'low-1')).toMatchObject({ role: 'tune', windows: 35 });
    const wear = evaluation.learn.find(({ name }) => name === 'wear')!;
    expect(wear.float32).toEqual(wear.int8);
    expect(outcomes.get('train--wear')!.metrics).toMatchObject({ anomalousWindows: 35 });
  });

  it('holds budgets of AUC and F1, of the weakest detector and the weakest classifier', () => {
    const { verdicts } = outcomes.get('budget--arduino-nano-33-ble-sense')!.metrics as { verdicts: Verdict[] };
    const f1 = evaluation.learn.slice(0, 2).map(({ int8 }) => (int8.test as ClassEvaluation).macroF1);
    const auc = ['wear', 'outlier'].map((name) => anomalies(name, 'test').auc as number);
    expect(verdicts.map(({ what, value, ok }) => [what, value, ok])).toEqual([['f1', Math.min(...f1), true], ['auc', Math.min(...auc), true]]);
  });

  it('lets the second classifier alone tell two of the speeds', () => {
    const { labels, int8 } = evaluation.learn[1];
    expect(labels).toEqual(['high', 'off']);
    expect((int8.test as ClassEvaluation).accuracy).toBeGreaterThan(0.9);
    expect(Object.keys((int8.test as ClassEvaluation).foreign).sort()).toEqual(['low', 'med', 'med-1']);
  });

  it('shows curve and labels of each detector in the report', () => {
    const { models } = read<Report>('report', 'report.json');
    const wear = models.find(({ learn }) => learn === 'wear')!;
    expect(wear.anomalies!.curves.map(({ side }) => side)).toEqual(['validation', 'test']);
    const page = readFileSync(join(outcomes.get('report')!.folder, 'report.html'), 'utf8');
    expect(page).toContain('<tr data-label="med-1" data-side="test">');
  });

  it('compiles all blocks into one run_impulse', () => {
    const facts = read<CompileFacts>('compile--arduino-nano-33-ble-sense', 'compile.json');
    expect(facts.dsp.map(({ name, shape }) => [name, shape])).toEqual([['vibration', [63]], ['posture', [14]]]);
    expect(facts.learn.map(({ name, result }) => [name, result])).toEqual([['speed', 'classes'], ['runs', 'classes'], ['wear', 'anomaly'], ['outlier', 'anomaly']]);
  });

  it.skipIf(!findEmulatorTools())('gives the same bits on the emulated core, with less than a millisecond beside DSP and models', () => {
    const { parity, int8, clockHz } = read<Estimate>('estimate--arduino-nano-33-ble-sense', 'estimate.json');
    expect(parity).toMatchObject({ equal: true });
    expect(clockHz).toBe(64e6);
    const overhead = int8.stages.find(({ name }) => name === 'other')!;
    expect(overhead.latencyMs).toBeGreaterThan(0);
    expect(overhead.latencyMs).toBeLessThan(1);
    expect(int8.stages.reduce((sum, { cycles = 0 }) => sum + cycles, 0)).toBe(int8.cycles);
  });
});
