import type { AnomalyEvaluation, ValueEvaluation } from './evaluation';

/** Error of a regression: labels are numbers. */
export function scoreValues(rows: readonly { label: string; value: number }[]): ValueEvaluation {
  const errors = rows.map(({ label, value }) => value - Number(label));
  return {
    windows: rows.length,
    meanAbsoluteError: mean(errors.map(Math.abs)),
    rootMeanSquareError: Math.sqrt(mean(errors.map((error) => error * error))),
  };
}

/** Scores of an anomaly detector; a window is strange when training never saw its label. */
export function scoreAnomalies(rows: readonly { score: number; strange: boolean }[]): AnomalyEvaluation {
  const auc = areaUnderCurve(rows);
  return {
    windows: rows.length,
    meanScore: mean(rows.map(({ score }) => score)),
    anomalous: mean(rows.map(({ score }) => (score > 0 ? 1 : 0))),
    ...(auc === undefined ? {} : { auc }),
  };
}

/** Probability that a strange window scores higher than a known one, ties counting half (Mann-Whitney), by mean ranks. */
function areaUnderCurve(rows: readonly { score: number; strange: boolean }[]): number | undefined {
  const strange = rows.filter((row) => row.strange).length;
  const known = rows.length - strange;
  if (strange === 0 || known === 0) return undefined;
  const sorted = [...rows].sort((a, b) => a.score - b.score);
  let ranks = 0;
  for (let first = 0, last = 0; first < sorted.length; first = last) {
    while (last < sorted.length && sorted[last].score === sorted[first].score) last++;
    const equal = sorted.slice(first, last).filter((row) => row.strange).length;
    ranks += (equal * (first + 1 + last)) / 2;
  }
  return (ranks - (strange * (strange + 1)) / 2) / (strange * known);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
