import { describe, expect, test } from 'vitest';
import { sampleReport } from '../../../test/browser/sample-report';
import { makeFolder } from '../../../test/temp-folder';
import { withoutIdleTime } from './charts/timeline';
import { present } from './present-runs';

const { runs = [], ...report } = sampleReport();

describe('the published report', () => {
  const files = present(makeFolder({ 'report.json': JSON.stringify(report) }), runs);

  test('is that of the artefact with the runs that it is made of', () => {
    expect(JSON.parse(files['report.json']!)).toEqual(JSON.parse(JSON.stringify({ ...report, runs })));
    expect(files['report.html']).toContain('<tr data-step="train--keywords">');
    expect(files['report.md']).toContain('| features--mfcc | cache | 2026-01-30 08:00:00 | docker on build-7 | 4 s | 3.5 s | 120 MB |');
  });

  test('keeps machine names from breaking out of their cell', () => {
    expect(files['report.html']).not.toContain('<i>mine');
    expect(files['report.md']).toContain('local on \\<i\\>mine');
  });

  test('leaves idle time out, and keeps what ran at the same time side by side', () => {
    const at = (id: string, second: number, wallSeconds: number) =>
      ({ id, from: 'run' as const, cpuSeconds: 0, startedAt: new Date(1e12 + second * 1000).toISOString(), wallSeconds });
    const spans = withoutIdleTime([at('b', 5, 10), at('a', 0, 10), at('c', 86_400, 1)]);
    expect(spans.map(({ run, startS }) => [run.id, startS])).toEqual([['a', 0], ['b', 5], ['c', 15]]);
  });
});
