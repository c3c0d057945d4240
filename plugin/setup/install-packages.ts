import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { ImpulseError } from '../errors';

/**
 * Installs Debian packages. As root, or with a password-less sudo, without a question in CI and off a terminal; on a terminal only
 * after a yes.
 *
 * @throws ImpulseError IMP_SETUP_NO_APT on other systems, IMP_SETUP_NOT_ALLOWED with the command to type, IMP_SETUP_FAILED with the last
 * lines of apt.
 */
export async function installPackages(what: string, packages: readonly string[], say: (line: string) => void): Promise<void> {
  if (!hasApt()) throw new ImpulseError('IMP_SETUP_NO_APT', { what, packages: packages.join(', ') });
  const prefix = findPrivilege();
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!prefix || !(await agrees(what, packages))) throw new ImpulseError('IMP_SETUP_NOT_ALLOWED', { what, command: `sudo ${command}` });
  say(`installing ${packages.join(', ')}`);
  await runApt([...prefix, 'apt-get', 'update', '-q'], what, true);
  await runApt([...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', ...command.split(' ')], what);
}

function hasApt(): boolean {
  return spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** The words before a command that make it run as root; undefined where nothing does. */
function findPrivilege(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}

async function agrees(what: string, packages: readonly string[]): Promise<boolean> {
  if (process.env.CI || !process.stdin.isTTY || !process.stdout.isTTY) return true;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(`${what} needs ${packages.join(', ')}. Install by apt-get? [Y/n] `);
  lines.close();
  return !/^n/i.test(answer.trim());
}

/** `optional`: an index that cannot be refreshed may still be good enough. */
function runApt([command, ...args]: string[], what: string, optional = false): Promise<void> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk: Buffer) => void lines.push(...chunk.toString().split('\n').filter(Boolean));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0 || optional) return resolve();
      reject(new ImpulseError('IMP_SETUP_FAILED', { what, command: [command, ...args].join(' '), lines: lines.slice(-10).join('\n') }));
    });
  });
}
