import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { ImpulseError } from '../../../errors';
import { canonicalJson } from '../../../graph/canonical-json';
import { digestFile, digestText } from '../../digest';
import { listFiles } from '../../list-files';
import { redactSecrets } from '../../redact-secrets';
import { CA_FILE, proxyVariables, trustCa } from './company-network';
import { identifyImage, mirrorBases, readBases } from './image-key';
import { pullImage } from './pull-image';

/** A folder with a Dockerfile. */
export interface ImageRecipe {
  /** What the image is for: becomes part of its name. */
  name: string;
  /** Absolute; everything in it that `.dockerignore` leaves is in the key. */
  folder: string;
  args?: Record<string, string>;
}

/** Lines that an error shows. */
const LINES_KEPT = 20;

/**
 * Builds an image unless it is there, and returns its name, `nx-impulse/<name>:<key>`. The key is made of the Dockerfile, its context, its
 * arguments and what its bases are; a company's certificates and proxies are no part of it.
 *
 * @throws IMP_IMAGE_BUILD_FAILED with the last lines, IMP_IMAGE_BASE_MISSING
 */
export async function buildImage(docker: Docker, recipe: ImageRecipe, onProgress: (message: string) => void): Promise<string> {
  const { name, folder, args = {} } = recipe;
  const bases = await identifyBases(docker, recipe, onProgress);
  const files = await contextFiles(folder);
  const tag = nameImage(recipe, files, bases);
  if (await exists(docker, tag)) return tag;
  onProgress(`building the image ${tag}`);
  const context = await packContext(recipe, files);
  const stream = await docker.buildImage(context, { t: tag, buildargs: { ...args, ...proxyVariables() }, rm: true, forcerm: true });
  await followBuild(docker, stream, name, onProgress);
  return tag;
}

/** What an image's bases are, in the order in which its Dockerfile names them; those that are not there are pulled. */
export function identifyBases(docker: Docker, recipe: ImageRecipe, onProgress: (message: string) => void): Promise<string[]> {
  const { name, args = {} } = recipe;
  return Promise.all(readBases(readDockerfile(recipe), args).map((base) => provideBase(docker, base, name, onProgress)));
}

function readDockerfile({ folder, args = {} }: ImageRecipe): string {
  return withoutCaches(mirrorBases(readFileSync(join(folder, 'Dockerfile'), 'utf8'), args));
}

/** The name of a recipe's image where it has been built already. */
export async function findImage(docker: Docker, recipe: ImageRecipe): Promise<string | undefined> {
  const bases = readBases(readDockerfile(recipe), recipe.args ?? {});
  for (const base of bases) if (!(await exists(docker, base))) return undefined;
  const identities = await Promise.all(bases.map((base) => identifyImage(docker, base)));
  const tag = nameImage(recipe, await contextFiles(recipe.folder), identities);
  return (await exists(docker, tag)) ? tag : undefined;
}

function nameImage({ name, folder, args = {} }: ImageRecipe, files: readonly string[], bases: readonly string[]): string {
  const key = digestText(canonicalJson({ files: files.map((file) => [file, digestFile(join(folder, file))]), args, bases }));
  return `nx-impulse/${name}:${key.slice(0, 16)}`;
}

/** The daemon's own builder knows no caches of BuildKit; they only save time, and the syntax that is named for them is then not needed. */
function withoutCaches(dockerfile: string): string {
  return dockerfile.replace(/^#\s*syntax\s*=.*$/im, '').replace(/--mount=type=cache\S*\s*/g, '');
}

async function contextFiles(folder: string): Promise<string[]> {
  const files = listFiles(folder);
  const rules = join(folder, '.dockerignore');
  if (!existsSync(rules)) return files;
  const { default: ignore } = await import('@balena/dockerignore');
  const filter = ignore().add(readFileSync(rules, 'utf8')).createFilter();
  return files.filter((file) => file === 'Dockerfile' || filter(file));
}

async function packContext(recipe: ImageRecipe, files: readonly string[]): Promise<NodeJS.ReadableStream> {
  const { pack } = await import('tar-fs');
  const trusted = trustCa(readDockerfile(recipe));
  return pack(recipe.folder, {
    entries: files.filter((file) => file !== 'Dockerfile'),
    // Blocks that share files link to those of each other: in the context stands what the key holds, the files themselves.
    dereference: true,
    finalize: false,
    finish(tar) {
      tar.entry({ name: 'Dockerfile' }, trusted.dockerfile);
      if (trusted.bundle) tar.entry({ name: CA_FILE }, trusted.bundle);
      tar.finalize();
    },
  });
}

/** Pulls an image unless it is there. @returns what it is. @throws IMP_IMAGE_BASE_MISSING */
export async function provideBase(docker: Docker, base: string, name: string, onProgress: (message: string) => void): Promise<string> {
  try {
    if (!(await exists(docker, base))) await pullImage(docker, base, onProgress);
    return await identifyImage(docker, base);
  } catch (error) {
    throw new ImpulseError('IMP_IMAGE_BASE_MISSING', { image: base, name, problem: (error as Error).message });
  }
}

async function exists(docker: Docker, image: string): Promise<boolean> {
  try {
    await docker.getImage(image).inspect();
    return true;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return false;
    throw error;
  }
}

/** The daemon reports a failed step as a message of its stream. */
function followBuild(docker: Docker, stream: NodeJS.ReadableStream, name: string, onProgress: (message: string) => void): Promise<void> {
  const lines: string[] = [];
  let problem: string | undefined;
  const take = ({ stream: text = '', error }: { stream?: string; error?: string }): void => {
    problem ??= error && redactSecrets(error);
    for (const line of redactSecrets(text).split('\n').filter((part) => part.trim() !== '')) {
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
      onProgress(`image ${name}: ${line}`);
    }
  };
  return new Promise((resolve, reject) => {
    const end = (error: Error | null): void => {
      problem ??= error?.message;
      if (problem !== undefined) reject(new ImpulseError('IMP_IMAGE_BUILD_FAILED', { name, problem, lines: lines.join('\n') }));
      else resolve();
    };
    docker.modem.followProgress(stream, end, take);
  });
}
