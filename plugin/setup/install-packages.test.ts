import { chmodSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { installPackages } from './install-packages';

/** A folder with an apt-get (and a sudo that runs what it is given) which ends with this status after `--version` has worked. */
function fakeApt(status: number): string {
  const folder = makeFolder({
    'apt-get': `#!/bin/sh\n[ "$1" = --version ] && exit 0\n[ "$1" = update ] && exit 100\necho "apt says $*"\nexit ${status}\n`,
    sudo: '#!/bin/sh\nshift\nexec "$@"\n',
    env: '#!/bin/sh\nshift\nexec "$@"\n',
  });
  for (const name of ['apt-get', 'sudo', 'env']) chmodSync(join(folder, name), 0o755);
  return folder;
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('installPackages', () => {
  it('names the command to type where it may not install', async () => {
    const folder = fakeApt(0);
    rmSync(join(folder, 'sudo'));
    vi.stubEnv('PATH', folder);
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    await expect(installPackages('Paint', ['brush'], () => {})).rejects.toMatchObject({
      code: 'IMP_SETUP_NOT_ALLOWED',
      fix: expect.stringContaining('sudo apt-get install -y --no-install-recommends brush'),
    });
  });

  it('installs although the index cannot be refreshed, and says what it does', async () => {
    vi.stubEnv('PATH', [fakeApt(0), '/bin', '/usr/bin'].join(delimiter));
    vi.stubEnv('CI', 'true');
    const said: string[] = [];
    await installPackages('Paint', ['brush', 'roller'], (line) => said.push(line));
    expect(said).toEqual(['installing brush, roller']);
  });

  it('shows the last lines of apt when it fails', async () => {
    vi.stubEnv('PATH', [fakeApt(7), '/bin', '/usr/bin'].join(delimiter));
    vi.stubEnv('CI', 'true');
    await expect(installPackages('Paint', ['brush'], () => {})).rejects.toMatchObject({
      code: 'IMP_SETUP_FAILED',
      message: expect.stringContaining('apt says install -y --no-install-recommends brush'),
    });
  });
});
