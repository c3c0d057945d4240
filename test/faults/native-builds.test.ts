import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
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

it('a block that lost a bit and an addon that was cut short are compiled again instead of loaded', async () => {
  const { root, loadOnce, calls } = makeMachine();
  expect(await loadOnce()).toBe(0);
  const folder = join(root, 'cache', 'native');
  const [addon, block] = readdirSync(folder).sort() as [string, string];
  truncateSync(join(folder, addon), 5000);
  const bytes = readFileSync(join(folder, block));
  bytes[bytes.length >> 1]! ^= 4;
  writeFileSync(join(folder, block), bytes);
  expect(await loadOnce()).toBe(0);
  expect(calls()).toHaveLength(4);
  expect(readdirSync(folder).sort()).toEqual([addon, block]);
});
