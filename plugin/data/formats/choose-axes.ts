import { ImpulseError } from '../../errors';

/**
 * Which columns of a file are the input's axes, in the order of the axes: by name (case does not matter) or, where the names differ but the
 * counts agree, by position.
 */
export function chooseAxes(file: string, columns: readonly string[], axes: readonly string[]): number[] {
  const plain = columns.map((name) => name.toLowerCase());
  const byName = axes.map((axis) => plain.indexOf(axis.toLowerCase()));
  if (!byName.includes(-1)) return byName;
  if (columns.length === axes.length) return columns.map((_, index) => index);
  const found = `${columns.length} columns (${columns.join(', ')})`;
  throw new ImpulseError('IMP_AXES_MISMATCH', { file, found, wanted: axes.join(', ') });
}
