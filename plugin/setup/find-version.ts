import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';

const versions = new Map<string, { identity: string; version: string | undefined }>();

/** First line that `<command> --version` prints, or undefined where the command is missing. A program is asked again once it changed. */
export function findVersion(command: string): string | undefined {
  const identity = identify(command);
  const known = versions.get(command);
  if (identity !== undefined && known?.identity === identity) return known.version;
  const { status, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const version = status === 0 ? stdout.split('\n', 1)[0].trim() : undefined;
  if (identity !== undefined) versions.set(command, { identity, version });
  return version;
}

/** Variables that may make the same file say something else. */
const SPEECH = ['LD_LIBRARY_PATH', 'LD_PRELOAD', 'LANG', 'LC_ALL'];

/**
 * What tells a program from another one, its libraries included. Undefined where the file alone does not decide what is said: scripts and
 * wrappers such as ccache start another program, which may change while they stay.
 */
function identify(command: string): string | undefined {
  const path = locate(command);
  if (path === undefined || !basename(realpathSync(path)).includes(basename(command)) || isScript(path)) return undefined;
  const libraries = statSync('/etc/ld.so.cache', { throwIfNoEntry: false });
  return [path, ...[statSync(path), libraries].map(stampOf), ...SPEECH.map((name) => process.env[name])].join('\n');
}

function locate(command: string): string | undefined {
  const folders = command.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, command)).find((path) => isProgram(statSync(path, { throwIfNoEntry: false })));
}

function isProgram(stat: Stats | undefined): boolean {
  return stat !== undefined && stat.isFile() && (stat.mode & 0o111) !== 0;
}

function isScript(path: string): boolean {
  const head = Buffer.alloc(2);
  const file = openSync(path, 'r');
  try {
    readSync(file, head);
  } finally {
    closeSync(file);
  }
  return head.toString('latin1') === '#!';
}

function stampOf(stat: Stats | undefined): string {
  return stat === undefined ? 'absent' : [stat.dev, stat.ino, stat.size, stat.mtimeMs, stat.ctimeMs].join(':');
}
