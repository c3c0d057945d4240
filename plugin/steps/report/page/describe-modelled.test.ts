import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../../../test/browser/sample-report';
import { describeModelled } from './describe-modelled';
import { renderHtml } from './render-html';
import { renderMarkdown } from './render-markdown';

const costs = { ramBytes: 1, flashBytes: 1, stages: [] };

describe('describeModelled', () => {
  it('labels what no measurement stands behind', () => {
    expect(describeModelled({ ...costs, withFlashMs: 92.13, energyMicrojoules: 2780.5 })).toBe('with flash 92.1 ms, 2.78 mJ (modelled)');
    expect(describeModelled({ ...costs, energyMicrojoules: 314.15 })).toBe('314 µJ (modelled)');
  });

  it('says nothing where there is nothing', () => {
    expect(describeModelled({ ...costs, latencyMs: 3 })).toBe('');
  });
});

describe('both pages', () => {
  const pages = [renderMarkdown(sampleReport()), renderHtml(sampleReport())];

  it.each(pages)('show such figures beside the latency, and what stands behind them', (page) => {
    expect(page).toMatch(/337 ms.{0,12}with flash 361 ms, 18\.8 mJ \(modelled\)/);
    expect(page).toMatch(/flash:? a line that the cache misses costs 20 cycles/i);
    expect(page).toMatch(/energy:? modelled: 52 mW while computing/i);
    expect(page.match(/with flash/g)).toHaveLength(1);
  });
});
