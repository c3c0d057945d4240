import { describe, expect, it } from 'vitest';
import { ImpulseError } from '../errors';
import { Checklist, describeChecks } from './checklist';
import { compareFiles } from './check-files';
import { compareRows } from './compare-rows';

describe('a checklist', () => {
  it('shows what was seen, and what to do where it is wrong', async () => {
    const list = new Checklist();
    expect(await list.add('good', () => 'seen')).toBe(true);
    expect(await list.add('odd', () => ({ problem: 'not so good', fix: 'better it', isWarning: true }))).toBe(true);
    expect(await list.add('bad', () => Promise.reject(new ImpulseError('IMP_BLOCK_INPUT', { input: 'x' })))).toBe(false);
    expect(list.failed).toBe(1);
    expect(describeChecks(list.checks).split('\n')).toEqual([
      'ok       good  seen',
      'warning  odd   not so good',
      '               fix: better it',
      'failed   bad   IMP_BLOCK_INPUT  There is nothing at x that this block can take.',
      '               fix: name a file or a folder that holds recordings',
    ]);
  });

  it('does not take a mistake of our own for one of the block', async () => {
    await expect(new Checklist().add('any', () => { throw new TypeError('ours'); })).rejects.toThrow('ours');
  });
});

describe('compareRows', () => {
  const pair = (a: number[], b: number[]) => compareRows([[a, b]], 1e-4, 'mend it');

  it('measures differences by the range of the features', () => {
    expect(pair([0, 100], [0, 100])).toBe('equal');
    expect(pair([0, 100], [0, 100.005])).toBe('at most 5.0e-5 of their range apart');
    expect(pair([0, 100], [0, 100.05])).toEqual({ problem: 'at most 5.0e-4 of their range apart', fix: 'mend it' });
  });

  it('finds other numbers of features, and differences of features that are all the same', () => {
    expect(pair([0, 1], [0])).toEqual({ problem: '2 features against 1', fix: 'mend it' });
    expect(pair([1, 1], [1, 2])).toMatchObject({ fix: 'mend it' });
  });
});

describe('compareFiles', () => {
  const file = (name: string, sha256: string) => ({ name, sha256, bytes: 1 });

  it('names files that differ, are gone or came', () => {
    expect(compareFiles([file('a', '1'), file('b', '1')], [file('a', '1'), file('b', '1')])).toBe('2 files are equal in two runs');
    const differing = compareFiles([file('a', '1'), file('b', '1'), file('c', '1')], [file('a', '1'), file('b', '2'), file('d', '1')]);
    expect(differing).toMatchObject({ problem: 'differ in two runs: b, c, d' });
  });
});
