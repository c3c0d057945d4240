import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { findCompiler } from './find-compiler';

afterEach(() => void vi.unstubAllEnvs());

describe('findCompiler', () => {
  it('takes the compiler that CXX names before any other', () => {
    const folder = makeFolder({ 'my-c++': '#!/bin/sh\necho My compiler 3\necho more\n' });
    chmodSync(join(folder, 'my-c++'), 0o755);
    vi.stubEnv('CXX', join(folder, 'my-c++'));
    expect(findCompiler()).toEqual({ command: join(folder, 'my-c++'), version: 'My compiler 3' });
  });

  it('says what it tried and how to get one where there is none', () => {
    vi.stubEnv('CXX', '');
    vi.stubEnv('PATH', makeFolder());
    expect(findCompiler).toThrow(expect.objectContaining({
      code: 'IMP_COMPILER_MISSING',
      message: expect.stringContaining('g++, clang++, c++'),
      fix: expect.stringContaining('apt-get install g++'),
    }));
  });
});
