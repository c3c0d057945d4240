import { ImpulseError } from '../errors';
import type { FeatureWindow } from '../data/feature-windows';

/** What the windows teach: one column a class, or one column with the value. */
export interface Targets {
  /** Names of the model's outputs, sorted; `labels.json`. */
  labels: string[];
  /** `[windows, labels]`; rows of windows without label stay zero. */
  values: Float32Array;
  /** Class of each window, -1 without label; all 0 for values. */
  classes: Int32Array;
}

/** Labels as one-hot rows. @throws IMP_LABELS_TOO_FEW, IMP_LABEL_UNTRAINED */
export function classTargets(windows: readonly FeatureWindow[], trainRows: Uint32Array): Targets {
  const labels = [...new Set(windows.flatMap(({ label }) => (label === null ? [] : [label])))].sort();
  if (labels.length < 2) throw new ImpulseError('IMP_LABELS_TOO_FEW', { labels: labels.join(', ') || 'none' });
  const classes = Int32Array.from(windows, ({ label }) => (label === null ? -1 : labels.indexOf(label)));
  const trained = new Set(Array.from(trainRows, (row) => classes[row]));
  const untrained = labels.filter((_, index) => !trained.has(index));
  if (untrained.length > 0) throw new ImpulseError('IMP_LABEL_UNTRAINED', { labels: untrained.join(', ') });
  const values = new Float32Array(windows.length * labels.length);
  classes.forEach((index, row) => {
    if (index >= 0) values[row * labels.length + index] = 1;
  });
  return { labels, values, classes };
}

/** Labels as numbers. @throws IMP_LABEL_NOT_A_NUMBER */
export function valueTargets(windows: readonly FeatureWindow[], name: string): Targets {
  const values = Float32Array.from(windows, ({ label }) => {
    const value = label === null ? 0 : Number(label);
    if (label?.trim() === '' || !Number.isFinite(value)) throw new ImpulseError('IMP_LABEL_NOT_A_NUMBER', { label: label ?? '' });
    return value;
  });
  return { labels: [name], values, classes: new Int32Array(windows.length) };
}

/** Weights that let every class count the same however many windows it has; their mean over `rows` is 1. */
export function classWeights({ classes, labels }: Targets, rows: Uint32Array): Float32Array {
  const counts = new Float64Array(labels.length);
  for (const row of rows) counts[classes[row]]++;
  return Float32Array.from(rows, (row) => rows.length / (labels.length * counts[classes[row]]));
}
