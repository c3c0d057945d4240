import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFeatureMatrix } from '../data/feature-matrix';
import { readFeatureWindows, type FeatureWindow } from '../data/feature-windows';
import { joinRows, type Rows } from '../data/join-rows';
import type { SplitName } from '../manifest/manifest';

/** All windows of an impulse as one learn block sees them. */
export interface FeatureSet {
  windows: FeatureWindow[];
  /** The one DSP block's shape, or `[features]` where several are joined. */
  shape: number[];
  /** Product of `shape`. */
  width: number;
  /** `[windows, width]`, as the DSP blocks gave them; several blocks stand behind each other in the order of `learn.input`. */
  features: Float32Array;
}

/** @param folders artefacts of the step `features`, in the order of the learn block's input */
export function readFeatures(folders: readonly string[]): FeatureSet {
  const windows = readFeatureWindows(folders[0]);
  const shapes = folders.map((folder) => (JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as { shape: number[] }).shape);
  const parts = folders.map(readMatrix);
  const width = parts.reduce((sum, part) => sum + part.columns, 0);
  const features = parts.length === 1 ? parts[0].values : joinRows(parts, windows.length);
  return { windows, shape: parts.length === 1 ? shapes[0] : [width], width, features };
}

/**
 * Rows of the windows on one side of the split that have a label.
 * @param labels that count; default: all
 */
export function rowsOf(side: SplitName, { windows }: FeatureSet, splitFolder: string, labels?: readonly string[]): Uint32Array {
  const split = JSON.parse(readFileSync(join(splitFolder, 'split.json'), 'utf8')) as Record<string, SplitName>;
  const counts = (label: string | null): boolean => label !== null && (labels?.includes(label) ?? true);
  const rows = windows.flatMap(({ id, label }, row) => (counts(label) && split[id] === side ? [row] : []));
  return Uint32Array.from(rows);
}

/** Some rows of a matrix `[rows, width]`, as a copy. */
export function takeRows(values: Float32Array, width: number, rows: Uint32Array): Float32Array {
  const taken = new Float32Array(rows.length * width);
  rows.forEach((row, at) => taken.set(values.subarray(row * width, (row + 1) * width), at * width));
  return taken;
}

function readMatrix(folder: string): Rows {
  const matrix = openFeatureMatrix(join(folder, 'features.npy'));
  const values = matrix.readAll();
  matrix.close();
  return { columns: matrix.columns, values };
}
