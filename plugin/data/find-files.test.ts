import { symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { findFiles } from './find-files';

const folder = makeFolder({
  'data/yes/b.wav': '',
  'data/yes/a.wav': '',
  'data/no/deep/c.wav': '',
  'data/.git/d.wav': '',
  'data/e.csv': '',
  'x.wav': '',
});
const names = (pattern: string, root = folder) => findFiles(root, pattern).map((file) => file.name);

describe('findFiles', () => {
  it('crosses folders with ** and stays in one with *', () => {
    expect(names('data/**/*.wav')).toEqual(['data/no/deep/c.wav', 'data/yes/a.wav', 'data/yes/b.wav']);
    expect(names('data/*/*.wav')).toEqual(['data/yes/a.wav', 'data/yes/b.wav']);
    expect(names('data/{yes,no}/**')).toEqual(['data/no/deep/c.wav', 'data/yes/a.wav', 'data/yes/b.wav']);
    expect(names('data/yes/[!a].wav')).toEqual(['data/yes/b.wav']);
    expect(names('?.wav')).toEqual(['x.wav']);
  });

  it('finds a file by its plain name and nothing where there is no folder', () => {
    expect(names('x.wav')).toEqual(['x.wav']);
    expect(names('missing/*.wav')).toEqual([]);
  });

  it('leaves hidden files out unless the pattern names them', () => {
    expect(names('**/*.wav')).not.toContain('data/.git/d.wav');
    expect(names('data/.git/*.wav')).toEqual(['data/.git/d.wav']);
  });

  it('names files outside the root by the last fixed folder, so that no machine path is kept', () => {
    expect(names(`${folder}/data/yes/*.wav`, join(folder, 'elsewhere'))).toEqual(['yes/a.wav', 'yes/b.wav']);
    expect(names('../data/**/*.csv', join(folder, 'elsewhere'))).toEqual(['data/e.csv']);
    expect(basename(folder)).not.toBe('data');
  });

  it('finds an ending in upper and lower case where the name is a wildcard', () => {
    const cards = makeFolder({ 'a.WAV': '', 'b.Wav': '', 'c.wav': '', 'd.CSV': '', 'WAV.txt': '', 'e.wav.bak': '' });
    expect(names('*.wav', cards)).toEqual(['a.WAV', 'b.Wav', 'c.wav']);
    expect(names('**/*.{wav,csv}', cards)).toEqual(['a.WAV', 'b.Wav', 'c.wav', 'd.CSV']);
    expect(names('a.wav', cards)).toEqual([]);
  });

  it('follows links but not in circles', () => {
    const linked = makeFolder({ 'real/a.wav': '' });
    symlinkSync(join(linked, 'real'), join(linked, 'link'));
    symlinkSync(linked, join(linked, 'real', 'circle'));
    expect(names('link/*.wav', linked)).toEqual(['link/a.wav']);
    expect(names('real/**/*.wav', linked)).toContain('real/a.wav');
  });
});
