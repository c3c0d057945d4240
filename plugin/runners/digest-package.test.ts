import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { digestPackage } from './digest-package';

const looked = vi.hoisted(() => ({ times: 0 }));
vi.mock('./list-files', async (original) => {
  const { listFiles } = (await original()) as typeof import('./list-files');
  return { listFiles: (folder: string) => (looked.times++, listFiles(folder)) };
});
beforeEach(() => void vi.stubEnv('NX_IMPULSE_CACHE', makeFolder()));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

it('lists a package again where something in it changed, came or went, and not where only time did', () => {
  const root = makeFolder({ 'a/b/one.js': '1', 'a/two.js': '2', 'a/b/one.d.ts': '1' });
  const digests: string[] = [];
  const look = (times: number): void => {
    looked.times = 0;
    // Stamps of this moment may hide a change: they count as known a second later.
    vi.useFakeTimers({ now: Date.now() + 5000, toFake: ['Date'] });
    digests.push(digestPackage(root));
    vi.useRealTimers();
    expect(looked.times).toBe(times);
  };
  look(1);
  look(0);
  writeFileSync(join(root, 'a/b/one.d.ts'), 'another');
  look(0);
  expect(new Set(digests).size).toBe(1);
  writeFileSync(join(root, 'a/b/one.js'), '3');
  look(1);
  writeFileSync(join(root, 'a/b/three.js'), '3');
  look(1);
  rmSync(join(root, 'a/two.js'));
  look(1);
  look(0);
  expect(new Set(digests).size).toBe(4);
});
