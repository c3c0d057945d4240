import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';

beforeEach(() => void vi.resetModules());
afterEach(() => void vi.unstubAllEnvs());

/** Anew each time: the compiler is looked for once in a process. */
async function find() {
  return (await import('./find-compiler')).findCompiler();
}

describe('findCompiler', () => {
  it('takes the compiler that CXX names before any other', async () => {
    const folder = makeFolder({ 'my-c++': '#!/bin/sh\necho My compiler 3\necho more\n' });
    chmodSync(join(folder, 'my-c++'), 0o755);
    vi.stubEnv('CXX', join(folder, 'my-c++'));
    expect(await find()).toEqual({ command: join(folder, 'my-c++'), version: 'My compiler 3' });
  });

  it('says what it tried and how to get one where there is none', async () => {
    vi.stubEnv('CXX', '');
    vi.stubEnv('PATH', makeFolder());
    await expect(find()).rejects.toMatchObject({
      code: 'IMP_COMPILER_MISSING',
      message: expect.stringContaining('g++, clang++, c++'),
      fix: expect.stringContaining('apt-get install g++'),
    });
  });
});
