import { describe, expect, test } from 'vitest';
import { sampleReport } from '../../../test/browser/sample-report';
import { renderHtml } from './page/render-html';
import { renderMarkdown } from './page/render-markdown';
import { summarizeReport } from './summarize-report';

describe('the end of a run', () => {
  test('tells the figures of every target in columns, and which budgets are broken', () => {
    const report = sampleReport();
    report.impulse.name = 'doorbell';
    report.dataset.groups!.test.values = ['anna', 'ben'];
    expect(summarizeReport(report).split('\n')).toEqual([
      'doorbell',
      '  keywords: int8 accuracy 92.4 % on the test side, 97.0 % on the train side',
      '  wear: int8 area under the ROC curve (AUC) 0.9876',
      '  split by speaker: train s10, s11, s12, s13, s14, s15, s16, s17, s18, s19, s20, s21 and 2 more; test anna, ben',
      '  1 files quarantined',
      '  arduino-nano-33-ble-sense  84.3 ms  14.2 kB RAM  63.4 kB flash  ✓ budget held',
      '  rp2040                     337 ms   14.2 kB RAM  63.4 kB flash  ✗ latency 337 ms, limit 100 ms',
    ]);
  });

  test('names the scores of a model without classes, and no budget where none is set', () => {
    const report = sampleReport();
    report.models = [{ learn: 'level', block: 'regression', scores: [{ name: 'mean absolute error', int8: 0.12345 }], history: [] }];
    report.targets.forEach((target) => (target.verdicts = []));
    const text = summarizeReport(report);
    expect(text).toContain('level: int8 mean absolute error 0.1235');
    expect(text).not.toContain('budget');
  });
});

describe('an impulse that is fed with a stream', () => {
  test('shows what a hop costs beside a window, and its RAM by part', () => {
    const html = renderHtml(sampleReport());
    expect(html).toContain('14.8 kB for a stream');
    expect(html).toContain('145 ms a hop');
    expect(html).toContain('DSP computes what is new, models whole windows, 9,309,375 cycles a hop; RAM 14,772 B: arena 9,472, state 4,536, other 132, stack 632');
    expect(renderMarkdown(sampleReport())).toContain('14.8 kB for a stream');
  });
});

describe('the budget on the first line of the page', () => {
  const verdicts = (...ok: boolean[]) => ok.map((held) => ({ what: 'ram' as const, value: 2, limit: held ? 3 : 1, ok: held }));
  test.each([
    ['held', verdicts(true, true), 'every budget held'],
    ['broken', verdicts(true, false), '✗ 2'],
    ['set nowhere', [], 'no budget set'],
  ])('that is %s is called so', (_, each, text) => {
    const report = sampleReport();
    report.targets.forEach((target) => (target.verdicts = each));
    expect(renderHtml(report)).toContain(text);
  });
});
