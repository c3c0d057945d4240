import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { preTasksExecution, RUNTIME_VARIABLE } from './pre-tasks-execution';

const package_ = vi.hoisted(() => ({ root: '' }));
vi.mock('../paths', async (original) => ({ ...((await original()) as object), get assetRoot() { return package_.root; } }));
afterEach(() => vi.unstubAllEnvs());

/** What a task's hash gets. */
async function tell(): Promise<string> {
  vi.stubEnv(RUNTIME_VARIABLE, 'what another command left');
  await preTasksExecution(undefined, { id: '1', workspaceRoot: '/', nxJsonConfiguration: {}, argv: [] });
  return process.env[RUNTIME_VARIABLE]!;
}

it('tells another package or another tool apart in one and the same process, and no declaration', async () => {
  package_.root = makeFolder({ 'a.js': '1', 'a.d.ts': '1' });
  vi.stubEnv('NX_IMPULSE_CACHE', makeFolder());
  const folder = makeFolder({ 'my-c++': '#!/bin/sh\necho 3\n' });
  vi.stubEnv('CXX', join(folder, 'my-c++'));
  chmodSync(join(folder, 'my-c++'), 0o755);
  const told = [await tell()];
  const change = async (file: string, text: string): Promise<void> => {
    writeFileSync(file, text);
    told.push(await tell());
  };
  await change(join(package_.root, 'a.d.ts'), '2');
  expect(told[1]).toBe(told[0]);
  await change(join(package_.root, 'a.js'), '2');
  await change(join(folder, 'my-c++'), '#!/bin/sh\necho 4\n');
  vi.stubEnv('CXX', join(folder, 'none'));
  told.push(await tell());
  expect(new Set(told).size).toBe(4);
  expect(told.every((digest) => /^[0-9a-f]{64}$/.test(digest))).toBe(true);
});
