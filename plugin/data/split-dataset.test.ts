import { describe, expect, it } from 'vitest';
import type { SplitName, SplitSpec } from '../manifest/manifest';
import type { Sample } from './dataset';
import { splitDataset } from './split-dataset';
import { listGroups } from './summarize-split';

const spec: SplitSpec = { validation: 0.2, test: 0.2, seed: 1 };
const sample = (id: number, label: string, metadata: Record<string, string> = {}, use?: SplitName) => ({
  id: `s${id}`,
  file: `${id}.wav`,
  label,
  metadata,
  use,
});
const many = Array.from({ length: 100 }, (_, i) => sample(i, i % 5 ? 'yes' : 'no', { speaker: `p${i % 10}` }));
const count = (split: Record<string, SplitName>, side: SplitName) => Object.values(split).filter((value) => value === side).length;

describe('splitDataset', () => {
  it('meets the shares within every label', () => {
    const split = splitDataset(many, spec);
    const no = many.filter((one) => one.label === 'no').map((one) => split[one.id]);
    expect([count(split, 'train'), count(split, 'validation'), count(split, 'test')]).toEqual([60, 20, 20]);
    expect(no.filter((side) => side === 'test')).toHaveLength(4);
  });

  it('gives the same sides whatever the order, and others with another seed', () => {
    expect(splitDataset([...many].reverse(), spec)).toEqual(splitDataset(many, spec));
    expect(splitDataset(many, { ...spec, seed: 2 })).not.toEqual(splitDataset(many, spec));
  });

  it('moves few recordings when one is added', () => {
    const before = splitDataset(many, spec);
    const after = splitDataset([...many, sample(100, 'yes')], spec);
    expect(many.filter((one) => before[one.id] !== after[one.id]).length).toBeLessThanOrEqual(2);
  });

  it('keeps a group on one side and meets the shares as closely as groups allow', () => {
    const split = splitDataset(many, { ...spec, groupBy: 'speaker' });
    for (let p = 0; p < 10; p++) {
      expect(new Set(many.filter((one) => one.metadata.speaker === `p${p}`).map((one) => split[one.id])).size).toBe(1);
    }
    expect([count(split, 'train'), count(split, 'validation'), count(split, 'test')]).toEqual([60, 20, 20]);
  });

  it('is told by its groups, of which the first are named', () => {
    const people = Array.from({ length: 40 }, (_, i) => sample(i, 'yes', i === 0 ? {} : { speaker: `p${String(i % 20).padStart(2, '0')}` }));
    const split = splitDataset(people, { ...spec, groupBy: 'speaker', validation: 0, hold: ['p03', 'p01'] });
    const { train, validation, test } = listGroups(people as Sample[], split, 'speaker');
    expect(train.count + test.count).toBe(20);
    expect(train.values).toHaveLength(12);
    expect(validation).toEqual({ count: 0, values: [] });
    expect(test.values).toEqual(expect.arrayContaining(['p01', 'p03']));
  });

  it('holds out the groups that the manifest names, and nothing beside when they fill the share', () => {
    const split = splitDataset(many, { ...spec, test: 0.1, groupBy: 'speaker', hold: ['p3'] });
    expect(many.filter((one) => split[one.id] === 'test').every((one) => one.metadata.speaker === 'p3')).toBe(true);
    expect(count(split, 'test')).toBe(10);
  });

  it('respects fixed sides, which count towards the shares', () => {
    const fixed = many.map((one, i) => ({ ...one, use: i < 20 ? ('test' as const) : undefined }));
    const split = splitDataset(fixed, { ...spec, groupBy: undefined });
    expect(fixed.slice(0, 20).every((one) => split[one.id] === 'test')).toBe(true);
    expect(count(split, 'test')).toBeLessThanOrEqual(21);
  });

  it('lets a recording without the field be a group of its own', () => {
    const noise = Array.from({ length: 10 }, (_, i) => sample(1000 + i, 'silence'));
    expect(Object.keys(splitDataset([...many, ...noise], { ...spec, groupBy: 'speaker' }))).toHaveLength(110);
  });

  it.each<[string, Partial<SplitSpec>, (typeof many)[number][]]>([
    ['IMP_SPLIT_FIELD', { groupBy: 'room' }, many],
    ['IMP_SPLIT_HOLD', { groupBy: 'speaker', hold: ['zoe'] }, many],
    ['IMP_SPLIT_EMPTY', { groupBy: 'speaker' }, many.filter((one) => one.metadata.speaker === 'p1')],
    ['IMP_SPLIT_STRADDLES', { groupBy: 'speaker' }, [sample(1, 'a', { speaker: 'x' }, 'test'), sample(2, 'a', { speaker: 'x' }, 'train')]],
  ])('stops with %s', (code, part, samples) => {
    expect(() => splitDataset(samples, { ...spec, ...part })).toThrow(expect.objectContaining({ code }));
  });
});
