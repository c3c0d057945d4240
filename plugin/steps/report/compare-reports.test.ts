import { describe, expect, test } from 'vitest';
import { sampleReport } from '../../../test/browser/sample-report';
import { compareReports } from './compare-reports';

describe('compareReports', () => {
  test('shows old figure, new figure and change', () => {
    const after = sampleReport();
    after.targets[0].int8.flashBytes = 60_000;
    after.models[0].accuracy!.int8.test = 0.934;
    const text = compareReports(sampleReport(), after);
    expect(text).toContain('92.4 % → **93.4 %** (+1.0 points)');
    expect(text).toContain('63.4 kB → **60 kB** (-5.4 %)');
  });

  test('an unchanged figure stands alone', () => {
    expect(compareReports(sampleReport(), sampleReport())).toContain('| arduino-nano-33-ble-sense | 84.3 ms | 14.2 kB | 63.4 kB | ✓ held |');
  });

  test('tells the AUC of an anomaly detector', () => {
    const after = sampleReport();
    after.models[1].scores![0].int8 = 0.9912;
    expect(compareReports(sampleReport(), after)).toContain('int8 AUC of wear, test split: 0.9876 → **0.9912**');
    expect(compareReports(after, after)).toContain('0.9912 (unchanged)');
  });

  test('added and removed targets are named', () => {
    const after = sampleReport();
    after.targets[1].id = 'stm32l4r5';
    const text = compareReports(sampleReport(), after);
    expect(text).toContain('stm32l4r5 (new)');
    expect(text).toContain('| rp2040 | removed |');
  });
});
