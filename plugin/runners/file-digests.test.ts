import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { digestText } from './digest';
import { openFileDigests } from './file-digests';

vi.mock('../files/digest-file', async (original) => {
  const { digestFile } = await original<{ digestFile: (path: string) => string }>();
  return { digestFile: (path: string) => (read.push(path), digestFile(path)) };
});
/** Files that were read, not remembered. */
const read: string[] = [];

let cache: string;
let root: string;
const NAMES = ['a.wav', 'b\tc\td\te.wav', 'Grüße 你好.wav', 'line\nbreak.wav'];
beforeEach(() => {
  cache = makeFolder();
  vi.stubEnv('NX_IMPULSE_CACHE', cache);
  root = makeFolder(Object.fromEntries(NAMES.map((name) => [name, `content of ${name}`])));
  read.length = 0;
});

/** As another process would, at a time when no change can hide behind the granularity of time stamps. */
function ask(...names: string[]): string[] {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
  const digests = openFileDigests(root);
  const found = names.map((name) => digests.digest(join(root, name)));
  digests.save();
  vi.useRealTimers();
  return found;
}

const readNames = (): string[] => read.splice(0).map((path) => path.slice(root.length + 1));

it('remembers files from one process to the next, whatever their names are', () => {
  const wanted = NAMES.map((name) => digestText(`content of ${name}`));
  expect(ask(...NAMES)).toEqual(wanted);
  expect(readNames()).toEqual(NAMES);
  expect(ask(...NAMES)).toEqual(wanted);
  expect(readNames(), 'those that no line can name').toEqual(['line\nbreak.wav']);
});

it('reads what changed, and forgets no file that was not asked for', () => {
  ask('a.wav', 'Grüße 你好.wav');
  writeFileSync(join(root, 'a.wav'), 'changed');
  utimesSync(join(root, 'a.wav'), 1, 1);
  readNames();
  expect(ask('a.wav')).toEqual([digestText('changed')]);
  expect(readNames()).toEqual(['a.wav']);
  ask('a.wav', 'Grüße 你好.wav');
  expect(readNames()).toEqual([]);
});

it('trusts nothing where a bit of what it kept changed', () => {
  ask('a.wav');
  const [kept] = readdirSync(join(cache, 'file-digests')).map((name) => join(cache, 'file-digests', name));
  const text = readFileSync(kept!, 'utf8');
  for (const damaged of [text.replace(/(\t[0-9a-f]{10})[0-9a-f]/, '$1x'), text.slice(0, -20), '', 'no digest']) {
    writeFileSync(kept!, damaged);
    readNames();
    expect(ask('a.wav')).toEqual([digestText('content of a.wav')]);
    expect(readNames()).toEqual(['a.wav']);
  }
});

it('says of a file that is not there that it cannot be read', () => {
  expect(ask('none.wav')).toEqual(['unreadable']);
});
