/** Rows of one matrix, row-major. */
export interface Rows {
  columns: number;
  values: Float32Array;
}

/** Matrices of as many rows, side by side: `[rows, sum of columns]`. */
export function joinRows(parts: readonly Rows[], rows: number): Float32Array {
  const width = parts.reduce((sum, { columns }) => sum + columns, 0);
  const joined = new Float32Array(rows * width);
  let first = 0;
  for (const { columns, values } of parts) {
    for (let row = 0; row < rows; row++) joined.set(values.subarray(row * columns, (row + 1) * columns), row * width + first);
    first += columns;
  }
  return joined;
}
