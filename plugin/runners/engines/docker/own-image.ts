import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ImpulseError } from '../../../errors';
import { writeFileWhole } from '../../../files/write-file';
import { assetRoot, cacheRoot } from '../../../paths';
import type { Mount, OwnCommand } from '../engine';
import { buildImage } from './build-image';
import { connectDocker } from './connect';
import { containerUser } from './container-user';
import { submitContainer } from './run-container';

/** Where the image has the package. */
const HOME = '/opt/nx-impulse';

/** Where its steps keep what they need for a moment, and what they compiled: a folder that is theirs, mounts below it or not. */
const CACHE = '/tmp';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

let own: Promise<OwnCommand> | undefined;

/** The image of our own steps: this very package with its tools, on the base that `IMPULSE_DOCKER_BASE` names or on Debian with Node. */
export async function ownImage(onProgress: (message: string) => void = () => {}): Promise<OwnCommand | undefined> {
  if (!existsSync(join(assetRoot, 'plugin', 'cli.js'))) return undefined;
  return (own ??= prepare(onProgress));
}

async function prepare(onProgress: (message: string) => void): Promise<OwnCommand> {
  const base = process.env.IMPULSE_DOCKER_BASE;
  const folder = writeContext();
  try {
    const args: Record<string, string> = base === undefined ? {} : { BASE: base };
    const image = await buildImage(await connectDocker(), { name: 'steps', folder, args }, onProgress);
    const kept = join(cacheRoot(), 'containers', image.split(':')[1]!);
    const env = { PATH, NX_IMPULSE_CACHE: CACHE, NX_IMPULSE_TRAINING: `${HOME}/training` };
    return {
      image,
      argv: ['node', `${HOME}/nx-impulse.js`],
      assetRoot: `${HOME}/dist`,
      mounts: ['native', 'shards'].map((name) => keptFolder(join(kept, name), `${CACHE}/${name}`)),
      env,
      tools: await readTools(image, env, join(kept, 'tools.json')),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Versions of the image's tools, asked for once for each image. */
async function readTools(image: string, env: Record<string, string>, file: string): Promise<Record<string, Record<string, string>>> {
  if (!existsSync(file)) {
    const argv = ['node', `${HOME}/dist/plugin/runners/print-tools.js`];
    const { logs, result } = submitContainer({ key: image, id: 'tools', image, argv, env, cwd: '/tmp', mounts: [] });
    const lines: string[] = [];
    for await (const { text } of logs) lines.push(text);
    const { status, reason } = await result;
    const details = { id: 'tools', death: reason, lines: lines.join('\n'), command: `docker run ${image} ${argv.join(' ')}` };
    if (status !== 'ok') throw new ImpulseError('IMP_STEP_DIED', details);
    writeFileWhole(file, lines.at(-1)!);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
}

/** The package as it is here, its dependencies in the versions that are installed here. */
function writeContext(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nx-impulse-image-'));
  const home = dirname(assetRoot);
  cpSync(assetRoot, join(folder, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.d.ts') });
  cpSync(join(home, 'nx-impulse.js'), join(folder, 'nx-impulse.js'));
  cpSync(join(assetRoot, 'plugin', 'runners', 'engines', 'docker', 'image', 'Dockerfile'), join(folder, 'Dockerfile'));
  const { name, version, dependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as PackageJson;
  const exact = Object.fromEntries(Object.entries(dependencies).map(([one, range]) => [one, installedVersion(one) ?? range]));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ name, version, dependencies: exact }, null, 2)}\n`);
  return folder;
}

interface PackageJson {
  name: string;
  version: string;
  dependencies: Record<string, string>;
}

function installedVersion(name: string): string | undefined {
  for (const place of createRequire(__filename).resolve.paths(name) ?? []) {
    const file = join(place, name, 'package.json');
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  }
  return undefined;
}

/** Belongs to the container's user for good: many containers write to it at once. */
function keptFolder(host: string, inside: string): Mount {
  const { uid, gid } = containerUser();
  mkdirSync(host, { recursive: true });
  if (statSync(host).uid !== uid) chownSync(host, uid, gid);
  return { host, inside, writable: true };
}
