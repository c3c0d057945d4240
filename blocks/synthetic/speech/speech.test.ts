import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../test/temp-folder';
import { readWav } from '../../../plugin/data/formats/wav';
import { createRandom } from '../../../plugin/data/synthetic/seeded-random';
import { generate } from '.';
import { mixClip } from './mix-clip';
import { speak } from './speak';

const PARAMS = {
  words: ['yes', 'no'],
  unknownWords: ['house', 'river'],
  silence: true,
  voices: 3,
  utterances: 2,
  accents: ['en-us', 'en-gb'],
  length: 1000,
  shift: 100,
  lowestSnr: 0,
  highestSnr: 20,
  seed: 1,
};

async function make(
  over = {},
): Promise<{ folder: string; digest: string; files: { path: string; label: { label: string }; metadata: Record<string, string> }[] }> {
  const folder = makeFolder();
  await generate({ params: { ...PARAMS, ...over }, frequencyHz: 16000, axes: ['audio'], folder, progress: () => undefined });
  const hash = createHash('sha256');
  for (const path of readdirSync(folder, { recursive: true }).map(String).sort())
    if (/\./.test(path)) hash.update(readFileSync(join(folder, path)));
  return { folder, digest: hash.digest('hex'), files: JSON.parse(readFileSync(join(folder, 'info.labels'), 'utf8')).files };
}

function espeakMissing(): boolean {
  try {
    execFileSync('espeak-ng', ['--version']);
    return false;
  } catch {
    return true;
  }
}

describe.skipIf(espeakMissing())('speech block (needs espeak-ng)', () => {
  it('makes every word of every voice, unknown words and silence, and labels them', async () => {
    const { files, folder } = await make();
    const count = (label: string) => files.filter((file) => file.label.label === label).length;
    expect(['yes', 'no', 'unknown', 'silence'].map(count)).toEqual([6, 6, 6, 6]);
    expect(new Set(files.flatMap((file) => file.metadata.voice ?? [])).size).toBe(3);
    const { values, frequencyHz } = readWav({
      file: 'a',
      bytes: readFileSync(join(folder, files[0].path)),
      axes: ['audio'],
      frequencyHz: 16000,
      options: {},
    });
    expect([values.length, frequencyHz]).toEqual([16000, 16000]);
    expect(Math.max(...values)).toBeGreaterThan(1000);
  });

  it('gives the same bytes again, and others with another seed', async () => {
    const [first, again, other] = [await make(), await make(), await make({ seed: 2 })];
    expect(again.digest).toBe(first.digest);
    expect(other.digest).not.toBe(first.digest);
  });

  it('keeps every recording when a word and a voice are added', async () => {
    const [few, more] = [await make(), await make({ words: ['yes', 'no', 'stop'], voices: 4 })];
    for (const { path } of few.files.filter((file) => file.metadata.word)) {
      expect(readFileSync(join(more.folder, path)).equals(readFileSync(join(few.folder, path))), path).toBe(true);
    }
  });

  it('names a voice that espeak-ng does not know', async () => {
    await expect(make({ accents: ['xx'] })).rejects.toThrow(expect.objectContaining({ code: 'IMP_ESPEAK_FAILED' }));
  });
});

describe('speech block', () => {
  it('says how to get espeak-ng where it is missing', async () => {
    const path = process.env.PATH;
    process.env.PATH = makeFolder();
    const spoken = speak({ text: 'yes', voice: 'en', speed: 150, pitch: 50 });
    await expect(spoken.finally(() => (process.env.PATH = path))).rejects.toThrow(
      expect.objectContaining({ code: 'IMP_ESPEAK_MISSING', fix: expect.stringContaining('apt-get install -y espeak-ng') }),
    );
  });

  it.each([0, 6, 20])('mixes at %d dB', (snrDb) => {
    const random = createRandom('mix');
    const noise = Float64Array.from({ length: 8000 }, () => random.normal());
    const word = Float64Array.from({ length: 8000 }, (_, i) => (i % 2 ? 1000 : -1000));
    const mixed = mixClip({ word, noise, snrDb, shift: 0 }, random);
    const gain = mixed.reduce((sum, value, i) => sum + value * word[i], 0) / 8000 / 1000 ** 2;
    const rest = mixed.reduce((sum, value, i) => sum + (value - gain * word[i]) ** 2, 0) / 8000;
    expect(10 * Math.log10((gain * 1000) ** 2 / rest)).toBeCloseTo(snrDb, 0);
  });
});
