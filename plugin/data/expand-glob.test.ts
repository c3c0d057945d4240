import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expandGlob, globBase } from './expand-glob';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'glob-'));
  for (const file of ['data/yes/b.wav', 'data/yes/a.wav', 'data/no/c.wav', 'data/no/c.txt', 'data/.hidden/d.wav', 'data/top.wav']) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
});
afterEach(() => rmSync(root, { recursive: true }));

describe('expandGlob', () => {
  it.each([
    ['data/**/*.wav', ['data/no/c.wav', 'data/top.wav', 'data/yes/a.wav', 'data/yes/b.wav']],
    ['data/*/*.wav', ['data/no/c.wav', 'data/yes/a.wav', 'data/yes/b.wav']],
    ['./data/{yes,no}/[!b].wav', ['data/no/c.wav', 'data/yes/a.wav']],
    ['data/no/?.{txt,wav}', ['data/no/c.txt', 'data/no/c.wav']],
    ['data/.hidden/*.wav', ['data/.hidden/d.wav']],
    ['data/yes/a.wav', ['data/yes/a.wav']],
    ['data/yes/**', ['data/yes/a.wav', 'data/yes/b.wav']],
    ['missing/**/*.wav', []],
    ['data/a{b.wav', []],
  ])('%s finds %j', (pattern, files) => {
    expect(expandGlob(pattern, root)).toEqual(files);
  });

  it('keeps absolute patterns absolute', () => {
    expect(expandGlob(`${root}/data/*.wav`, '/')).toEqual([`${root}/data/top.wav`]);
  });

  it('follows links and goes around a cycle once', () => {
    symlinkSync(root, join(root, 'data/yes/loop'));
    symlinkSync(join(root, 'data/no'), join(root, 'data/linked'));
    expect(expandGlob('data/**/c.wav', root)).toContain('data/linked/c.wav');
  });
});

describe('globBase', () => {
  it.each([['data/**/*.wav', 'data'], ['*.wav', '.'], ['/mnt/*/x', '/mnt'], ['/*.wav', '/'], ['labels.csv', 'labels.csv']])('%s -> %s', (glob, base) =>
    expect(globBase(glob)).toBe(base));
});
