import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { findCompiler } from '../../plugin/native/find-compiler';
import { makeFolder } from '../temp-folder';

const dist = resolve(__dirname, '../../plugin/dist');
const load = `require(${JSON.stringify(join(dist, 'plugin/native.js'))}).loadBlock(${JSON.stringify(join(dist, 'blocks/dsp/raw'))})`;

/** A cache of its own, and a compiler that writes down what it is asked to build. */
function makeMachine() {
  const root = makeFolder({ calls: '', 'c++': `#!/bin/sh\n[ "$1" = --version ] || echo "$@" >> "$(dirname "$0")/calls"\nexec ${findCompiler().command} "$@"\n` });
  chmodSync(join(root, 'c++'), 0o755);
  const environment = { ...process.env, NX_IMPULSE_CACHE: join(root, 'cache'), CXX: join(root, 'c++') };
  const loadOnce = (): Promise<number | null> =>
    new Promise((done) => spawn(process.execPath, ['-e', load], { env: environment, stdio: 'inherit' }).on('close', done));
  return { root, loadOnce, calls: () => readFileSync(join(root, 'calls'), 'utf8').split('\n').filter(Boolean) };
}

it('three processes that need the same block at once compile it, and the addon, once', async () => {
  const { root, loadOnce, calls } = makeMachine();
  expect(await Promise.all([loadOnce(), loadOnce(), loadOnce()])).toEqual([0, 0, 0]);
  expect(calls()).toHaveLength(2);
  expect(readdirSync(join(root, 'cache', 'locks'))).toEqual([]);
});

it('a process that was killed while it compiled holds nobody up', async () => {
  const { root, loadOnce, calls } = makeMachine();
  expect(await loadOnce()).toBe(0);
  const built = readdirSync(join(root, 'cache', 'native')).find((name) => name.startsWith('raw-'))!;
  rmSync(join(root, 'cache', 'native', built));
  writeFileSync(join(root, 'cache', 'locks', `${hostname()}-${built.replace(/-[0-9a-f]+\.so$/, '')}`), '999999999');
  expect(await loadOnce()).toBe(0);
  expect(calls()).toHaveLength(3);
});

it.each<[string, (path: string) => void]>([
  ['cut short', (path) => truncateSync(path, 5000)],
  ['emptied', (path) => truncateSync(path, 0)],
  ['changed in one bit', (path) => flipBit(path)],
])('a block and an addon that were %s are compiled again instead of loaded', async (_, damage) => {
  const { root, loadOnce, calls } = makeMachine();
  expect(await loadOnce()).toBe(0);
  const folder = join(root, 'cache', 'native');
  const before = readdirSync(folder).sort();
  for (const name of before) {
    damage(join(folder, name));
    utimesSync(join(folder, name), 1, 1);
  }
  expect(await loadOnce()).toBe(0);
  expect(calls()).toHaveLength(4);
  expect(readdirSync(folder).sort()).toEqual(before);
  expect(await loadOnce()).toBe(0);
  expect(calls()).toHaveLength(4);
});

function flipBit(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 4;
  writeFileSync(path, bytes);
}
