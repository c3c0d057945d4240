import { ImpulseError } from '../../errors';
import { type FeatureSet, rowsOf } from '../../learn/read-features';
import { refuseOptions } from './refuse-options';

/** Rows of the features artefact by side, those of the classes asked for. */
export interface ClassRows {
  train: Uint32Array;
  validation: Uint32Array;
}

/**
 * The windows that a classifier or a regression learns from: all with a label, or those of its `classes`.
 * @throws IMP_LABEL_UNTRAINED: a class without windows on the train side
 * @throws IMP_LEARN_OPTION_IDLE: `classes` where a value is learned
 */
export function classRows(
  { name, classes }: { name: string; classes?: readonly string[] },
  task: 'classes' | 'value',
  set: FeatureSet,
  split: string,
): ClassRows {
  if (task === 'value') refuseOptions({ name, classes }, ['classes'], 'it learns a value');
  const rows = { train: rowsOf('train', set, split, classes), validation: rowsOf('validation', set, split, classes) };
  const known = new Set(Array.from(rows.train, (row) => set.windows[row].label));
  const untrained = classes?.filter((label) => !known.has(label)) ?? [];
  if (untrained.length > 0) throw new ImpulseError('IMP_LABEL_UNTRAINED', { labels: untrained.join(', ') });
  return rows;
}
