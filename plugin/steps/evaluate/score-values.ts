import type { ValueEvaluation } from './evaluation';

/** Error of a regression: labels are numbers. */
export function scoreValues(rows: readonly { label: string; value: number }[]): ValueEvaluation {
  const errors = rows.map(({ label, value }) => value - Number(label));
  return {
    windows: rows.length,
    meanAbsoluteError: mean(errors.map(Math.abs)),
    rootMeanSquareError: Math.sqrt(mean(errors.map((error) => error * error))),
  };
}

/** Arithmetic mean; 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
