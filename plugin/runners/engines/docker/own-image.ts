import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ImpulseError } from '../../../errors';
import { writeFileWhole } from '../../../files/write-file';
import { assetRoot, cacheRoot } from '../../../paths';
import type { ForeseenTools, Mount, OwnCommand, ToolVersions } from '../engine';
import { buildImage, findImage, type ImageRecipe } from './build-image';
import { connectDocker } from './connect';
import { containerUser } from './container-user';
import { submitContainer } from './run-container';

/** Where the image has the package. */
const HOME = '/opt/nx-impulse';

/** Where its steps keep what they need for a moment, and what they compiled: a folder that is theirs, mounts below it or not. */
const CACHE = '/tmp';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const ENVIRONMENT = { PATH, NX_IMPULSE_CACHE: CACHE, NX_IMPULSE_TRAINING: `${HOME}/training` };

let own: Promise<OwnCommand> | undefined;

/** The image of our own steps: this very package with its tools, on the base that `IMPULSE_DOCKER_BASE` names or on Debian with Node. */
export async function ownImage(onProgress: (message: string) => void = () => {}): Promise<OwnCommand | undefined> {
  return isPackaged() ? (own ??= prepare(onProgress)) : undefined;
}

/** The tools of that image, unless it has to be built first. */
export async function foreseeTools(): Promise<ForeseenTools> {
  if (!isPackaged()) return {};
  try {
    const docker = await connectDocker();
    const image = await withRecipe((recipe) => findImage(docker, recipe));
    return image === undefined ? { unknown: 'its image is not built yet' } : { versions: await readTools(image) };
  } catch (error) {
    if ((error as ImpulseError).code === 'IMP_DOCKER_UNREACHABLE') return { unknown: 'no Docker daemon answers' };
    throw error;
  }
}

function isPackaged(): boolean {
  return existsSync(join(assetRoot, 'plugin', 'cli.js'));
}

async function prepare(onProgress: (message: string) => void): Promise<OwnCommand> {
  const docker = await connectDocker();
  const image = await withRecipe((recipe) => buildImage(docker, recipe, onProgress));
  return {
    image,
    argv: ['node', `${HOME}/nx-impulse.js`],
    assetRoot: `${HOME}/dist`,
    mounts: ['native', 'shards', 'feature-shards'].map((name) => keptFolder(join(keptOf(image), name), `${CACHE}/${name}`)),
    env: ENVIRONMENT,
    tools: await readTools(image),
  };
}

async function withRecipe<Result>(use: (recipe: ImageRecipe) => Promise<Result>): Promise<Result> {
  const base = process.env.IMPULSE_DOCKER_BASE;
  const folder = writeContext();
  try {
    return await use({ name: 'steps', folder, ...(base === undefined ? {} : { args: { BASE: base } }) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What is kept on this machine for an image. */
function keptOf(image: string): string {
  return join(cacheRoot(), 'containers', image.split(':')[1]!);
}

/** Versions of the image's tools, asked for once for each image. */
async function readTools(image: string): Promise<ToolVersions> {
  const file = join(keptOf(image), 'tools.json');
  if (!existsSync(file)) {
    const argv = ['node', `${HOME}/dist/plugin/runners/print-tools.js`];
    const { logs, result } = submitContainer({ key: image, id: 'tools', image, argv, env: ENVIRONMENT, cwd: '/tmp', mounts: [] });
    const lines: string[] = [];
    for await (const { text } of logs) lines.push(text);
    const { status, reason } = await result;
    const details = { id: 'tools', death: reason, lines: lines.join('\n'), command: `docker run ${image} ${argv.join(' ')}` };
    if (status !== 'ok') throw new ImpulseError('IMP_STEP_DIED', details);
    writeFileWhole(file, lines.at(-1)!);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as ToolVersions;
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
