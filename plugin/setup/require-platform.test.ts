import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { makeToneImpulse } from '../../test/tone-impulse';
import { loadBlock } from '../native';
import { assetRoot } from '../paths';
import { runCli } from '../cli/run-cli';
import { installPackages } from './install-packages';
import { requirePlatform } from './require-platform';

const pretend = (platform: NodeJS.Platform) => void vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
const unsupported = { code: 'IMP_PLATFORM_UNSUPPORTED', fix: expect.stringContaining('nx-impulse:devcontainer') };

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('on Windows', () => {
  it('no step begins, and nothing is written', async () => {
    pretend('win32');
    const folder = join(makeToneImpulse(), 'tones');
    const errors: string[] = [];
    expect(await runCli(['run', folder], { print: () => {}, printError: (line) => errors.push(line) })).toBe(1);
    expect(errors.join()).toMatch(/IMP_PLATFORM_UNSUPPORTED .*win32[^]*nx-impulse:devcontainer/);
    expect(existsSync(join(folder, '.impulse'))).toBe(false);
  });

  it('no block is compiled', async () => {
    vi.stubEnv('NX_IMPULSE_CACHE', makeFolder());
    pretend('win32');
    await expect(loadBlock(join(assetRoot, 'blocks/dsp/raw'))).rejects.toMatchObject(unsupported);
  });

  it('a manifest is still checked', async () => {
    pretend('win32');
    expect(await runCli(['validate', join(makeToneImpulse(), 'tones')], { print: () => {}, printError: () => {} })).toBe(0);
  });
});

describe('on macOS', () => {
  it('steps may begin', () => {
    pretend('darwin');
    expect(requirePlatform).not.toThrow();
  });

  it("the set-up names Debian's packages and the dev container, where there is no apt-get", async () => {
    pretend('darwin');
    vi.stubEnv('PATH', makeFolder());
    await expect(installPackages('Estimates', ['qemu-system-arm'], () => {})).rejects.toMatchObject({
      code: 'IMP_SETUP_NO_APT',
      message: expect.stringContaining('qemu-system-arm'),
      fix: expect.stringContaining('nx-impulse:devcontainer'),
    });
  });
});
