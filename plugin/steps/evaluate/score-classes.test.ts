import { describe, expect, it } from 'vitest';
import { scoreClasses } from './score-classes';
import { scoreValues } from './score-values';

const row = (label: string, ...scores: number[]) => ({ label, scores: Float32Array.from(scores) });

describe('scoreClasses', () => {
  const result = scoreClasses(['a', 'b'], [row('a', 0.9, 0.1), row('a', 0.2, 0.8), row('b', 0.5, 0.5), row('b', 0, 1), row('c', 0, 1)]);

  it('counts every window once, the first of equal scores as said', () => {
    expect(result.confusion).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(result.windows).toBe(5);
  });

  it('counts windows of labels that the model does not know as wrong', () => {
    expect(result.accuracy).toBe(0.4);
    expect(result.foreign).toEqual({ c: 1 });
  });

  it('leaves windows of unknown labels to an anomaly detector where there is one', () => {
    const { windows, accuracy, foreign } = scoreClasses(['a', 'b'], [row('a', 1, 0), row('c', 0, 1)], true);
    expect({ windows, accuracy, foreign }).toEqual({ windows: 1, accuracy: 1, foreign: { c: 1 } });
  });

  it('gives precision, recall and F1 per class', () => {
    expect(result.perClass[0]).toEqual({ label: 'a', precision: 0.5, recall: 0.5, f1: 0.5, windows: 2 });
    expect(result.macroF1).toBe(0.5);
  });

  it('has no NaN where a class has no windows', () => {
    expect(scoreClasses(['a', 'b'], [row('a', 1, 0)]).perClass[1]).toEqual({ label: 'b', precision: 0, recall: 0, f1: 0, windows: 0 });
    expect(scoreClasses(['a'], []).accuracy).toBe(0);
  });
});

describe('scoreValues', () => {
  it('measures errors against labels that are numbers', () => {
    expect(
      scoreValues([
        { label: '1', value: 4 },
        { label: '-2', value: -6 },
      ]),
    ).toEqual({ windows: 2, meanAbsoluteError: 3.5, rootMeanSquareError: Math.sqrt(12.5) });
  });
});
