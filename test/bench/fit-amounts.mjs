/**
 * Least squares without negative coefficients: what each amount is worth, so that the sums come near to the values. Errors count by
 * `value^0.75`, between alike and in proportion.
 */
export function fitAmounts(rows) {
  const names = [...new Set(rows.flatMap(({ amounts }) => Object.keys(amounts)))].filter((name) => rows.some(({ amounts }) => amounts[name] > 0));
  const weights = rows.map(({ value }) => 1 / Math.max(1, value) ** 0.75);
  const columns = names.map((name) => rows.map(({ amounts }, row) => (amounts[name] ?? 0) * weights[row]));
  const norms = columns.map((column) => Math.sqrt(dot(column, column)) || 1);
  const unit = columns.map((column, at) => column.map((value) => value / norms[at]));
  const left = rows.map(({ value }, row) => value * weights[row]);
  const found = unit.map(() => 0);
  // one coefficient after another; the columns are few and nearly independent
  for (let round = 0; round < 20000; round++) {
    let largest = 0;
    unit.forEach((column, at) => {
      const next = Math.max(0, found[at] + dot(column, left));
      const step = next - found[at];
      if (step === 0) return;
      found[at] = next;
      for (let row = 0; row < left.length; row++) left[row] -= step * column[row];
      largest = Math.max(largest, Math.abs(step));
    });
    if (largest < 1e-9) break;
  }
  return Object.fromEntries(names.map((name, at) => [name, found[at] / norms[at]]).filter(([, worth]) => worth > 1e-6));
}

function dot(a, b) {
  return a.reduce((sum, value, at) => sum + value * b[at], 0);
}
