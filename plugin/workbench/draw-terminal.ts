/** Eighths of a character, from the ground up, and grey from nothing to all. */
const EIGHTHS = ['', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const SHADES = [' ', '░', '▒', '▓', '█'];

const WIDTH = 72;
/** Columns of one value, where there are few. */
const WIDEST = 4;
const HEIGHT = 6;
const MAP_ROWS = 16;

/** Values from left to right as columns of a terminal, with the scale at the left. Many values share a column: their mean is drawn. */
export function drawValues(values: readonly number[]): string[] {
  const columns = shrink(values, WIDTH);
  const wide = Math.max(1, Math.min(WIDEST, Math.floor(WIDTH / columns.length)));
  const [low, high] = rangeOf(columns);
  const eighths = columns.map((value) => Math.round(((value - low) / (high - low || 1)) * HEIGHT * 8));
  const rows = Array.from({ length: HEIGHT }, (_, row) => {
    const ground = (HEIGHT - 1 - row) * 8;
    return eighths.map((value) => (EIGHTHS[Math.max(0, Math.min(8, value - ground))] || ' ').repeat(wide)).join('').trimEnd();
  });
  return withScale(rows, low, high);
}

/** A matrix `[rows][columns]` in greys: its rows (frames of a spectrogram) from left to right, its columns from the bottom up. */
export function drawMap(values: readonly number[], rows: number, columns: number): string[] {
  const lines = Array.from({ length: columns }, (_, column) =>
    shrink(Array.from({ length: rows }, (__, row) => values[row * columns + column]!), WIDTH),
  );
  const bands = Array.from({ length: Math.min(columns, MAP_ROWS) }, (_, band) => {
    const [first, last] = [band, band + 1].map((at) => Math.floor((at * columns) / Math.min(columns, MAP_ROWS)));
    return meanOf(lines.slice(first, last));
  });
  const [low, high] = rangeOf(bands.flat());
  const shade = (value: number): string => SHADES[Math.round(((value - low) / (high - low || 1)) * (SHADES.length - 1))]!;
  return withScale(bands.reverse().map((band) => band.map(shade).join('').trimEnd()), low, high);
}

function withScale(rows: string[], low: number, high: number): string[] {
  const [top, bottom] = [high, low].map((value) => formatValue(value));
  const width = Math.max(top.length, bottom.length);
  const label = (row: number): string => (row === 0 ? top : row === rows.length - 1 ? bottom : '').padStart(width);
  return rows.map((text, row) => `${label(row)} │${text}`);
}

/** Four significant digits, and no more than are there. */
export function formatValue(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function rangeOf(values: readonly number[]): [number, number] {
  return [values.reduce((low, value) => Math.min(low, value), Infinity), values.reduce((high, value) => Math.max(high, value), -Infinity)];
}

function shrink(values: readonly number[], width: number): number[] {
  if (values.length <= width) return [...values];
  return Array.from({ length: width }, (_, at) => {
    const part = values.slice(Math.floor((at * values.length) / width), Math.floor(((at + 1) * values.length) / width));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}

function meanOf(lines: readonly number[][]): number[] {
  return lines[0]!.map((_, at) => lines.reduce((sum, line) => sum + line[at]!, 0) / lines.length);
}
