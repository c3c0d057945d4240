import { ImpulseError } from '../errors';
import type { FeatureWindow } from '../data/feature-windows';

/** What the windows teach: one column a class, or one column with the value. */
export interface Targets {
  /** Names of the model's outputs, sorted; `labels.json`. */
  labels: string[];
  /** `[windows, labels]`; rows of windows without label stay zero. */
  values: Float32Array;
  /** The training's unit and zero of a value; 1 and 0 for classes. */
  unit: number;
  zero: number;
  /** Class of each window, -1 without label; all 0 for values. */
  classes: Int32Array;
}

/**
 * Labels as one-hot rows. A label that only the test side has is no class: it shows how a model, or an anomaly detector beside it, meets
 * what nobody taught it. @throws IMP_LABELS_TOO_FEW, IMP_LABEL_UNTRAINED
 */
export function classTargets(windows: readonly FeatureWindow[], trainRows: Uint32Array, validationRows: Uint32Array): Targets {
  const labels = sortedLabels([...trainRows, ...validationRows].map((row) => windows[row]));
  if (labels.length < 2) throw new ImpulseError('IMP_LABELS_TOO_FEW', { labels: labels.join(', ') || 'none' });
  const classes = Int32Array.from(windows, ({ label }) => (label === null ? -1 : labels.indexOf(label)));
  const trained = new Set(Array.from(trainRows, (row) => classes[row]));
  const untrained = labels.filter((_, index) => !trained.has(index));
  if (untrained.length > 0) throw new ImpulseError('IMP_LABEL_UNTRAINED', { labels: untrained.join(', ') });
  const values = new Float32Array(windows.length * labels.length);
  classes.forEach((index, row) => {
    if (index >= 0) values[row * labels.length + index] = 1;
  });
  return { labels, values, unit: 1, zero: 0, classes };
}

/** The labels of the windows, each once, in the order of their outputs. */
export function sortedLabels(windows: readonly FeatureWindow[]): string[] {
  return [...new Set(windows.flatMap(({ label }) => (label === null ? [] : [label])))].sort();
}

/**
 * Labels as numbers, less their mean and in units of their deviation over the train windows: so that one learning rate suits grams and tons.
 * The exported model gives the labels' own numbers. @throws IMP_LABEL_NOT_A_NUMBER
 */
export function valueTargets(windows: readonly FeatureWindow[], trainRows: Uint32Array, name: string): Targets {
  const numbers = Float64Array.from(windows, ({ label }) => {
    const value = label === null ? 0 : Number(label);
    if (label?.trim() === '' || !Number.isFinite(value)) throw new ImpulseError('IMP_LABEL_NOT_A_NUMBER', { label: label ?? '' });
    return value;
  });
  const trained = Array.from(trainRows, (row) => numbers[row]);
  const zero = trained.reduce((sum, value) => sum + value, 0) / trained.length;
  const unit = Math.sqrt(trained.reduce((sum, value) => sum + (value - zero) * (value - zero), 0) / trained.length) || 1;
  return { labels: [name], values: Float32Array.from(numbers, (value) => (value - zero) / unit), unit, zero, classes: new Int32Array(windows.length) };
}

/** Weights that let every class count the same however many windows it has; their mean over `rows` is 1. */
export function classWeights({ classes, labels }: Targets, rows: Uint32Array): Float32Array {
  const counts = new Float64Array(labels.length);
  for (const row of rows) counts[classes[row]]++;
  return Float32Array.from(rows, (row) => rows.length / (labels.length * counts[classes[row]]));
}
