import { describe, expect, it } from 'vitest';
import type { AnomalyRole } from '../../learn/anomaly-roles';
import { scoreAnomalies } from './score-anomalies';

const rows = (label: string, role: AnomalyRole, ...scores: number[]) => scores.map((score) => ({ label, role, score }));

describe('scoreAnomalies', () => {
  const result = scoreAnomalies([...rows('idle', 'normal', -1, 0), ...rows('worn', 'tune', 0, 2)]);

  it('gives the probability that an anomaly scores higher, ties counting half', () => {
    expect(result).toMatchObject({ windows: 4, meanScore: 0.25, falseAlarms: 0, detected: 0.5, auc: 0.875 });
  });

  it('traces the curve from none to all, by its corners', () => {
    expect(result.roc).toEqual([[0, 0], [0, 0.5], [0.5, 1], [1, 1]].map(([falseAlarms, detected]) => ({ falseAlarms, detected })));
    const parted = scoreAnomalies([...rows('a', 'normal', -3, -2, -1), ...rows('b', 'report', 1, 2, 3)]);
    expect(parted.roc).toEqual([[0, 0], [0, 1], [1, 1]].map(([falseAlarms, detected]) => ({ falseAlarms, detected })));
  });

  it('has under its curve the area that it says', () => {
    const score = (index: number) => ((index * 7919) % 101) / 50;
    const many = Array.from({ length: 3000 }, (_, index) => rows(index % 3 ? 'a' : 'b', index % 3 ? 'normal' : 'report', score(index) + (index % 3 ? 0 : 0.4))[0]);
    const { roc = [], auc = 0 } = scoreAnomalies(many);
    const area = roc.slice(1).reduce((sum, point, at) => sum + ((point.falseAlarms - roc[at].falseAlarms) * (point.detected + roc[at].detected)) / 2, 0);
    expect(roc.length).toBeLessThanOrEqual(200);
    expect(area).toBeCloseTo(auc, 3);
  });

  it('tells every label alone, anomalies against the normal windows', () => {
    const both = scoreAnomalies([...rows('idle', 'normal', -2, -1, 1), ...rows('worn', 'tune', 3, 4), ...rows('broken', 'report', 0)]);
    expect(both.labels).toEqual([
      { label: 'broken', role: 'report', windows: 1, meanScore: 0, anomalous: 0, auc: 2 / 3 },
      { label: 'idle', role: 'normal', windows: 3, meanScore: -2 / 3, anomalous: 1 / 3 },
      { label: 'worn', role: 'tune', windows: 2, meanScore: 3.5, anomalous: 1, auc: 1 },
    ]);
  });

  it('has no AUC and no rates where only one kind is there', () => {
    expect(Object.keys(scoreAnomalies(rows('worn', 'report', 1)))).toEqual(['windows', 'meanScore', 'detected', 'labels']);
    expect(Object.keys(scoreAnomalies(rows('idle', 'normal', 1)))).toEqual(['windows', 'meanScore', 'falseAlarms', 'labels']);
  });
});
