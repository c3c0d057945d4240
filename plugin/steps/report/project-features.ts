/** Two principal components of a feature matrix. */
export interface Projection {
  x: Float64Array;
  y: Float64Array;
  /** Share of the total variance per component. */
  explained: [number, number];
}

const ITERATIONS = 60;

/**
 * Principal component analysis by power iteration on standardised columns, deterministic on every machine: only sums, products and
 * square roots. `rows` are feature vectors of one length; constant columns count for nothing.
 */
export function projectFeatures(rows: readonly Float32Array[]): Projection {
  const data = standardise(rows);
  const total = data.reduce((sum, row) => sum + dot(row, row), 0) || 1;
  const first = leadingDirection(data);
  const x = Float64Array.from(data, (row) => dot(row, first));
  data.forEach((row, i) => subtract(row, first, x[i]));
  const second = leadingDirection(data);
  const y = Float64Array.from(data, (row) => dot(row, second));
  return { x, y, explained: [dot(x, x) / total, dot(y, y) / total] };
}

function standardise(rows: readonly Float32Array[]): Float64Array[] {
  const width = rows[0]?.length ?? 0;
  const mean = new Float64Array(width);
  const power = new Float64Array(width);
  for (const row of rows) row.forEach((value, i) => (mean[i] += value / rows.length));
  for (const row of rows) row.forEach((value, i) => (power[i] += ((value - mean[i]) * (value - mean[i])) / rows.length));
  return rows.map((row) => Float64Array.from(row, (value, i) => (power[i] > 1e-20 ? (value - mean[i]) / Math.sqrt(power[i]) : 0)));
}

/** The unit vector along which the rows spread most; its largest part is made positive, so that pictures do not flip. */
function leadingDirection(rows: readonly Float64Array[]): Float64Array {
  const width = rows[0]?.length ?? 0;
  let direction: Float64Array = new Float64Array(width).map((_, i) => 1 + (i % 7) / 10);
  for (let round = 0; round < ITERATIONS; round++) {
    const next = new Float64Array(width);
    for (const row of rows) {
      const along = dot(row, direction);
      for (let i = 0; i < width; i++) next[i] += along * row[i];
    }
    const length = Math.sqrt(dot(next, next));
    if (length === 0) return direction.fill(0);
    direction = next.map((value) => value / length);
  }
  const peak = direction.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return peak < 0 ? direction.map((value) => -value) : direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function subtract(row: Float64Array, direction: Float64Array, along: number): void {
  for (let i = 0; i < row.length; i++) row[i] -= along * direction[i];
}
