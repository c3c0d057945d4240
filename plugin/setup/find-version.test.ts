import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { findVersion } from './find-version';

const asked = vi.hoisted(() => ({ times: 0 }));
vi.mock('node:child_process', async (original) => {
  const whole = (await original()) as typeof import('node:child_process');
  return { ...whole, spawnSync: (...given: Parameters<typeof whole.spawnSync>) => (asked.times++, whole.spawnSync(...given)) };
});
afterEach(() => vi.unstubAllEnvs());

describe('findVersion', () => {
  it('asks a program once, and again when it is another file', () => {
    const folder = makeFolder();
    const program = join(folder, 'node');
    copyFileSync('/bin/true', program);
    vi.stubEnv('PATH', folder);
    asked.times = 0;
    const first = findVersion('node');
    expect([findVersion('node'), asked.times]).toEqual([first, 1]);
    writeFileSync(program, readFileSync('/bin/echo'));
    expect([findVersion('node'), asked.times]).not.toEqual([first, 1]);
    expect(asked.times).toBe(2);
  });

  it('asks scripts and wrappers each time: what they start may have changed', () => {
    const folder = makeFolder({ tool: '#!/bin/sh\ncat "$(dirname "$0")/real"\n', real: 'tool 1\n' });
    chmodSync(join(folder, 'tool'), 0o755);
    vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
    expect(findVersion('tool')).toBe('tool 1');
    writeFileSync(join(folder, 'real'), 'tool 2\n');
    expect(findVersion('tool')).toBe('tool 2');
  });

  it('finds a program that came where there was none', () => {
    const folder = makeFolder();
    vi.stubEnv('PATH', folder);
    expect(findVersion('latecomer')).toBeUndefined();
    writeFileSync(join(folder, 'latecomer'), '#!/bin/sh\necho 7\n', { mode: 0o755 });
    expect(findVersion('latecomer')).toBe('7');
  });
});
