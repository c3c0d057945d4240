import { createHash } from 'node:crypto';
import { ImpulseError } from '../errors';
import type { SplitName, SplitSpec } from '../manifest/manifest';
import type { Sample } from './dataset';
import { compareText } from './find-files';

/** Sample id -> side. */
export type Split = Record<string, SplitName>;

/** Samples that stay together: all of one `groupBy` value, or a single one. */
interface Group {
  value: string;
  samples: Sample[];
  use?: SplitName;
}

type SplitSample = Pick<Sample, 'id' | 'label' | 'metadata' | 'use' | 'file' | 'spans'>;

/**
 * Deals samples to train, validation and test: by a hash of seed and group value (or sample id), so that the same recording lands on the
 * same side on every machine. With `groupBy` no group straddles two sides and the shares are met as closely as whole groups allow;
 * without it every label is dealt by itself, so each side has the same mix. Fixed sides (`use`, `hold`) come first and count
 * towards the shares. A sample without the `groupBy` field is a group of its own.
 */
export function splitDataset(samples: readonly SplitSample[], spec: SplitSpec): Split {
  const groups = fixSides(collectGroups(samples as readonly Sample[], spec), spec);
  const split: Split = {};
  for (const stratum of stratify(groups, spec)) {
    for (const [side, dealt] of deal(stratum, spec)) for (const group of dealt) for (const sample of group.samples) split[sample.id] = side;
  }
  checkSides(split, spec);
  return split;
}

function collectGroups(samples: readonly Sample[], spec: SplitSpec): Group[] {
  const field = spec.groupBy;
  const groups = new Map<string, Group>();
  for (const sample of samples) {
    const value = field ? sample.metadata[field] : undefined;
    const key = value === undefined ? `sample ${sample.id}` : `group ${value}`;
    const group = groups.get(key) ?? { value: value ?? sample.id, samples: [] };
    group.samples.push(sample);
    groups.set(key, group);
  }
  if (field && samples.every((sample) => sample.metadata[field] === undefined)) {
    const known = [...new Set(samples.flatMap((sample) => Object.keys(sample.metadata)))].sort().join(', ') || 'none';
    throw new ImpulseError('IMP_SPLIT_FIELD', { field, known });
  }
  return [...groups.values()];
}

function fixSides(groups: Group[], spec: SplitSpec): Group[] {
  const missing = spec.hold?.find((value) => !groups.some((group) => group.value === value));
  if (missing !== undefined) {
    const known = [...new Set(groups.map((group) => group.value))].sort().slice(0, 12).join(', ');
    throw new ImpulseError('IMP_SPLIT_HOLD', { value: missing, field: spec.groupBy ?? '', known });
  }
  return groups.map((group) => {
    if (spec.hold?.includes(group.value)) return { ...group, use: 'test' as const };
    const sides = [...new Set(group.samples.flatMap((sample) => sample.use ?? []))];
    if (sides.length > 1)
      throw new ImpulseError('IMP_SPLIT_STRADDLES', { value: group.value, field: spec.groupBy ?? '', sides: sides.join(' and ') });
    return { ...group, use: sides[0] };
  });
}

/** With groups one stratum; without, one per label. */
function stratify(groups: Group[], spec: SplitSpec): Group[][] {
  if (spec.groupBy) return [groups];
  const strata = new Map<string, Group[]>();
  for (const group of groups) {
    const label = strataLabel(group.samples[0]);
    const stratum = strata.get(label);
    if (stratum) stratum.push(group);
    else strata.set(label, [group]);
  }
  return [...strata.values()];
}

function strataLabel(sample: Sample): string {
  return sample.label ?? [...new Set((sample.spans ?? []).map((span) => span.label))].sort().join('\n');
}

function deal(groups: Group[], spec: SplitSpec): [SplitName, Group[]][] {
  const total = count(groups);
  const fixed = (side: SplitName) => groups.filter((group) => group.use === side);
  const free = groups.filter((group) => !group.use).sort((a, b) => compareText(rank(a, spec), rank(b, spec)));
  const [test, others] = take(free, spec.test * total - count(fixed('test')));
  const [validation, train] = take(others, spec.validation * total - count(fixed('validation')));
  return [
    ['test', [...fixed('test'), ...test]],
    ['validation', [...fixed('validation'), ...validation]],
    ['train', [...fixed('train'), ...train]],
  ];
}

/** In the order given, every group that brings the sum closer to what is wanted; and the others. */
function take(groups: Group[], wanted: number): [taken: Group[], others: Group[]] {
  const taken: Group[] = [];
  const others: Group[] = [];
  let sum = 0;
  for (const group of groups) {
    const closer = Math.abs(sum + group.samples.length - wanted) < Math.abs(sum - wanted);
    (closer ? taken : others).push(group);
    if (closer) sum += group.samples.length;
  }
  return [taken, others];
}

function rank(group: Group, spec: SplitSpec): string {
  return createHash('sha256').update(`${spec.seed}\n${group.value}`).digest('hex');
}

function count(groups: readonly Group[]): number {
  return groups.reduce((sum, group) => sum + group.samples.length, 0);
}

function checkSides(split: Split, spec: SplitSpec): void {
  const sides = new Set(Object.values(split));
  const wanted: SplitName[] = [
    'train',
    ...(spec.validation > 0 ? ['validation' as const] : []),
    ...(spec.test > 0 ? ['test' as const] : []),
  ];
  const empty = wanted.find((side) => !sides.has(side));
  if (empty) throw new ImpulseError('IMP_SPLIT_EMPTY', { side: empty, samples: Object.keys(split).length, field: spec.groupBy ?? 'none' });
}
