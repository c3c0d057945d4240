import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { SETUPS } from '../setup';
import { runCli } from './run-cli';

const noTools = makeFolder();
const gitOnly = makeFolder({ git: '#!/bin/sh\necho git version 9.9\n' });
chmodSync(join(gitOnly, 'git'), 0o755);
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

async function doctor(...options: string[]) {
  const lines: string[] = [];
  const exitCode = await runCli(['doctor', ...options], { print: (line) => lines.push(line), printError: (line) => lines.push(line) });
  return { exitCode, out: lines.join('\n') };
}

describe('doctor', () => {
  it('names what is missing, what it is for and the command to get it', async () => {
    vi.stubEnv('PATH', gitOnly);
    vi.stubEnv('NX_IMPULSE_CACHE', join(noTools, 'empty'));
    const { exitCode, out } = await doctor();
    expect(exitCode).toBe(1);
    expect(out).toContain('git version 9.9');
    expect(out).toMatch(/MISSING +c\+\+ compiler +builds blocks.*\n +fix: sudo apt-get install -y g\+\+/);
    for (const { name } of SETUPS) expect(out).toContain(`fix: npx nx-impulse setup ${name}`);
  });

  it('is content with a cache that it can write and not with one that it cannot', async () => {
    vi.stubEnv('NX_IMPULSE_CACHE', join(noTools, 'cache'));
    expect((await doctor()).out).toMatch(/ok +cache .*cache, \d+\.\d GB free/);
    vi.stubEnv('NX_IMPULSE_CACHE', join(gitOnly, 'git', 'cache'));
    expect((await doctor()).out).toMatch(/MISSING +cache [^]*fix: .*NX_IMPULSE_CACHE/);
  });

  it('sends Windows to a dev container', async () => {
    vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
    const { exitCode, out } = await doctor();
    expect(exitCode).toBe(1);
    expect(out).toMatch(/MISSING +system +runs steps; win32 cannot\n +fix: .*nx-impulse:devcontainer/);
  });

  it('gives its findings as JSON', async () => {
    const findings = JSON.parse((await doctor('--json')).out);
    expect(findings.map(({ name }: { name: string }) => name)).toEqual(['system', 'node', 'c++ compiler', 'python3', 'git', ...SETUPS.map(({ name }) => name), 'cache']);
  });
});
