import type { ClassEvaluation } from './evaluation';

/** A window's true label and what the model said of it. */
export interface ClassRow {
  label: string;
  scores: Float32Array;
}

/**
 * Counts what a classifier gets right. The first of equal scores is what it says, as on the device. Windows of labels that it does not
 * know count as wrong, unless an anomaly detector stands beside it to find them (`hasDetector`).
 */
export function scoreClasses(labels: readonly string[], rows: readonly ClassRow[], hasDetector = false): ClassEvaluation {
  const confusion = labels.map(() => labels.map(() => 0));
  const foreign: Record<string, number> = {};
  for (const { label, scores } of rows) {
    const row = labels.indexOf(label);
    if (row < 0) foreign[label] = (foreign[label] ?? 0) + 1;
    else confusion[row][argmax(scores)]++;
  }
  const perClass = labels.map((label, index) => scoreClass(label, index, confusion));
  const right = confusion.reduce((sum, row, index) => sum + row[index], 0);
  const strangers = Object.values(foreign).reduce((sum, count) => sum + count, 0);
  const windows = hasDetector ? rows.length - strangers : rows.length;
  const present = perClass.filter(({ windows }) => windows > 0);
  return {
    windows,
    accuracy: share(right, windows),
    macroF1: share(
      present.reduce((sum, { f1 }) => sum + f1, 0),
      present.length,
    ),
    confusion,
    perClass,
    foreign,
  };
}

/** Place of the largest value; the first of equals, as the C++ takes it. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

function scoreClass(label: string, index: number, confusion: readonly number[][]): ClassEvaluation['perClass'][number] {
  const right = confusion[index][index];
  const windows = confusion[index].reduce((sum, count) => sum + count, 0);
  const said = confusion.reduce((sum, row) => sum + row[index], 0);
  return { label, precision: share(right, said), recall: share(right, windows), f1: share(2 * right, windows + said), windows };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
