import { spawnSync } from 'node:child_process';

/** First line that `<command> --version` prints, or undefined where the command is missing. */
export function findVersion(command: string): string | undefined {
  const { status, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 ? stdout.split('\n', 1)[0].trim() : undefined;
}
