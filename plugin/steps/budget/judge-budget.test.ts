import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Estimate } from '../../estimate/estimate';
import type { Evaluation } from '../evaluate/evaluation';
import { describeVerdict } from './describe-verdict';
import { judgeBudget } from './judge-budget';
import { run } from './run';

const side = (accuracy: number) => ({
  windows: 100,
  accuracy,
  macroF1: accuracy,
  confusion: [],
  foreign: {},
  perClass: [
    { label: 'yes', precision: 0.9, recall: 0.95, f1: 0.92, windows: 50 },
    { label: 'no', precision: 0.9, recall: 0.71, f1: 0.8, windows: 50 },
  ],
});
const evaluation = {
  windows: { train: 0, validation: 0, test: 100 },
  featuresEqual: 100,
  learn: [{ name: 'keywords', block: 'ds-cnn', result: 'classes', labels: ['yes', 'no'], int8: { test: side(0.83), train: side(0.99) } }],
} as unknown as Evaluation;
const estimate = {
  int8: {
    ramBytes: 14_200,
    flashBytes: 71_224,
    latencyMs: 84.31,
    windows: 20,
    stages: [{ name: 'mfcc', latencyMs: 24 }, { name: 'keywords', latencyMs: 60.31 }],
    parts: [{ object: 'kws_model.o', flashBytes: 61_000, ramBytes: 0 }, { object: 'mfcc.o', flashBytes: 9000, ramBytes: 0 }],
  },
} as unknown as Estimate;

describe('judgeBudget', () => {
  test('a figure at its limit holds', () => {
    const verdicts = judgeBudget({ ramBytes: 14_200, accuracy: 0.83 }, evaluation, estimate);
    expect(verdicts.map(({ ok }) => ok)).toEqual([true, true]);
  });

  test('one byte above the limit breaks it, and the largest part is named', () => {
    const [verdict] = judgeBudget({ flashBytes: 71_223 }, evaluation, estimate);
    expect(verdict).toMatchObject({ ok: false, value: 71_224, help: expect.stringContaining('kws_model.o, 61,000 B') });
  });

  test('limits of memory hold for firmware that is fed with a stream too, and a broken one says where its RAM goes', () => {
    const memory = { arenaBytes: 9000, stateBytes: 400, windowBytes: 32_000, otherBytes: 100 };
    const parts = [{ object: 'kws_continuous.o', flashBytes: 300, ramBytes: 32_020 }];
    const stream = { isAsked: true, by: 'windows' as const, hopSteps: 8000, hops: 8, ramBytes: 42_500, flashBytes: 60_000, memory, parts };
    const streamed = { int8: { ...estimate.int8, stream } };
    const [ram, flash] = judgeBudget({ ramBytes: 16_000, flashBytes: 72_000 }, evaluation, streamed);
    expect([flash.ok, flash.value]).toEqual([true, 71_224]);
    expect(describeVerdict(ram)).toBe('ram 42,500 B, limit 16,000 B');
    expect(ram.help).toMatch(/^fed with a stream \(push_samples, 32,000 B of it samples of the window; without "streaming: true".*largest part: kws_continuous\.o, 32,020 B/);
    expect(judgeBudget({ ramBytes: 42_500 }, evaluation, streamed)[0].ok).toBe(true);
    const unasked = { int8: { ...estimate.int8, stream: { ...stream, isAsked: false } } };
    expect(judgeBudget({ ramBytes: 16_000 }, evaluation, unasked)[0]).toMatchObject({ ok: judgeBudget({ ramBytes: 16_000 }, evaluation, estimate)[0].ok, value: estimate.int8.ramBytes });
  });

  test('a broken accuracy names the weakest class and what would help', () => {
    const [verdict] = judgeBudget({ accuracy: 0.9 }, evaluation, estimate);
    expect(verdict.help).toBe('"no" is found least often (71.0 %); on the training split it is 99.0 %: more data or augmentation would help');
  });

  test('a latency broken by the DSP names the arithmetic of cores without an FPU', () => {
    const slow = { int8: { ...estimate.int8, stages: [{ name: 'dsp', latencyMs: 70, cycles: 1 }, { name: 'nn', latencyMs: 14.31, cycles: 1 }] } };
    expect(judgeBudget({ latencyMs: 50 }, evaluation, slow)[0].help).toMatch(/^dsp takes 70\.0 ms of it.*without an FPU, "arithmetic: q15"/);
  });

  test('the classifier of the least F1 and the detector of the least AUC decide', () => {
    const detector = (name: string, auc: number) => ({
      ...{ name, block: 'gmm-anomaly', result: 'anomaly', labels: [] },
      int8: { test: { windows: 9, meanScore: 0, auc, labels: [{ label: `${name}-worn`, role: 'report', windows: 4, meanScore: 1, anomalous: 1, auc }] } },
    });
    const weaker = { ...evaluation.learn[0], int8: { test: { ...side(0.95), macroF1: 0.7 } } };
    const both = { ...evaluation, learn: [...evaluation.learn, weaker, detector('wear', 0.991), detector('heat', 0.97)] } as Evaluation;
    expect(judgeBudget({ f1: 0.7, auc: 0.97 }, both, estimate).map(({ what, value, ok }) => [what, value, ok])).toEqual([['f1', 0.7, true], ['auc', 0.97, true]]);
    const [auc] = judgeBudget({ auc: 0.98 }, both, estimate);
    expect(describeVerdict(auc)).toBe('auc 97.00 %, limit 98.00 %');
    expect(auc.help).toMatch(/^"heat" tells "heat-worn" from normal windows least well \(97\.0 %\)/);
    expect(judgeBudget({ f1: 0.75 }, both, estimate)[0]).toMatchObject({ ok: false, help: expect.stringMatching(/"no" is found least often/) });
  });

  test('an AUC without anomalies on the test side counts as broken, and says what is missing', () => {
    const [verdict] = judgeBudget({ auc: 0.5 }, evaluation, estimate);
    expect(verdict).toMatchObject({ ok: false, value: undefined, help: expect.stringMatching(/normal windows and anomalies on the test side/) });
  });

  test('a latency that nothing gave counts as broken', () => {
    const unknown = { int8: { ...estimate.int8, latencyMs: undefined } };
    expect(judgeBudget({ latencyMs: 100 }, evaluation, unknown)[0]).toMatchObject({ ok: false, help: 'nothing gave this figure' });
  });

  test('figures of a target lack what DSP blocks without C++ cost, and say so', () => {
    const verdicts = judgeBudget({ accuracy: 0.8, latencyMs: 100 }, evaluation, { ...estimate, without: ['gait'] });
    expect(verdicts.map(({ without }) => without)).toEqual([undefined, ['gait']]);
    expect(verdicts.map(describeVerdict)).toEqual(['accuracy 83.00 %, limit 80.00 %', 'latency 84.31 ms without "gait", limit 100.00 ms']);
  });

  test('what has no limit is not judged', () => {
    expect(judgeBudget({}, evaluation, estimate)).toEqual([]);
  });
});

describe('the budget step', () => {
  const folder = mkdtempSync(join(tmpdir(), 'impulse-budget-'));
  writeFileSync(join(folder, 'evaluation.json'), JSON.stringify(evaluation));
  writeFileSync(join(folder, 'estimate.json'), JSON.stringify(estimate));
  const start = (budget: object, output: string) =>
    run({ params: { target: 'rp2040', budget }, inputs: { evaluate: folder, estimate: folder }, output } as unknown as Parameters<typeof run>[0]);

  test('fails with every broken figure and its limit, and writes nothing', async () => {
    const output = mkdtempSync(join(tmpdir(), 'impulse-budget-'));
    await expect(start({ flashBytes: 64_000, latencyMs: 50 }, output)).rejects.toMatchObject({
      code: 'IMP_BUDGET_BROKEN',
      message: expect.stringMatching(/flash 71,224 B, limit 64,000 B[\s\S]*latency 84\.31 ms, limit 50\.00 ms: keywords takes 60\.3 ms/),
    });
    expect(readdirSync(output)).toEqual([]);
  });

  test('holds and says so', async () => {
    const output = mkdtempSync(join(tmpdir(), 'impulse-budget-'));
    await expect(start({ latencyMs: 100 }, output)).resolves.toMatchObject({ verdicts: [{ what: 'latency', ok: true }] });
    expect(readdirSync(output)).toEqual(['budget.json']);
  });
});
