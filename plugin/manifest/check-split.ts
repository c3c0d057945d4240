import type { Impulse } from '../../schemas/impulse';
import { didYouMean } from '../did-you-mean';
import type { ErrorCollector } from './error-collector';
import { patternFields } from './link-label-rule';
import type { DataSource } from './manifest';

const PATH = ['dataset', 'split'];

/** Finds what is wrong with a split before any recording is read. */
export function checkSplit(split: Impulse['dataset']['split'] | undefined, sources: readonly DataSource[], errors: ErrorCollector): void {
  if (!split || errors.isBroken(PATH)) return;
  if (split.validation + split.test >= 1) errors.report('IMP_SPLIT_FULL', {}, PATH, 'key');
  if (split.hold && split.groupBy === undefined) errors.report('IMP_HOLD_UNGROUPED', {}, [...PATH, 'hold'], 'key');
  if (split.groupBy !== undefined && !errors.isBroken(['dataset', 'sources'])) checkGroup(split.groupBy, sources, errors);
}

function checkGroup(field: string, sources: readonly DataSource[], errors: ErrorCollector): void {
  const fields = [...new Set(sources.flatMap(fieldsOf))].filter((name) => name !== 'label');
  if (fields.includes(field) || sources.some(bringsMetadata)) return;
  errors.report('IMP_GROUP_UNKNOWN', { field, advice: didYouMean(field, fields) }, [...PATH, 'groupBy']);
}

function fieldsOf({ label, pattern }: DataSource): string[] {
  return patternFields(pattern ?? (label.kind === 'pattern' ? label.pattern : ''));
}

/** Fields that only the recordings or a labels file know. */
function bringsMetadata({ path = '', block, label }: DataSource): boolean {
  return block !== undefined || label.kind === 'file' || label.kind === 'recording' || /\.(json|cbor)$/i.test(path);
}
