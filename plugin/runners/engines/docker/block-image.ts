import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type Docker from 'dockerode';
import { ImpulseError } from '../../../errors';
import type { ContainerSpec } from '../../../manifest/manifest';
import { cacheRoot } from '../../../paths';
import { acquireLock } from '../../../files/lock';
import { buildImage, identifyBases, type ImageRecipe, provideBase } from './build-image';
import { connectDocker } from './connect';

type Progress = (message: string) => void;

/**
 * The image of a block: the one that it names, or the one that its folder's Dockerfile makes. Of processes that want the same, one builds.
 *
 * @throws IMP_BLOCK_NO_IMAGE, IMP_IMAGE_BASE_MISSING, IMP_IMAGE_BUILD_FAILED
 */
export async function provideBlockImage(folder: string, { image }: ContainerSpec, onProgress: Progress): Promise<string> {
  const docker = await connectDocker();
  if (image !== undefined) {
    await provideBase(docker, image, basename(folder), onProgress);
    return image;
  }
  const recipe = recipeOf(folder);
  const waiting = (): void => onProgress(`another process builds the image ${recipe.name}`);
  const lock = await acquireLock(join(cacheRoot(), 'locks', `image-${recipe.name}`), waiting);
  try {
    return await buildImage(docker, recipe, onProgress);
  } finally {
    lock.release();
  }
}

/** What a block's image depends on beside its folder: digests of its bases, or of the image that it names. */
export async function identifyBlockImage(folder: string, { image }: ContainerSpec): Promise<string> {
  const [, digest] = image?.split('@') ?? [];
  if (digest !== undefined) return digest;
  const docker: Docker = await connectDocker();
  if (image !== undefined) return provideBase(docker, image, basename(folder), () => {});
  return (await identifyBases(docker, recipeOf(folder), () => {})).join(' ');
}

/** What Docker puts in front of a container's arguments. */
export async function readEntryPoint(image: string): Promise<string[]> {
  const docker = await connectDocker();
  const { Config: { Entrypoint } } = await docker.getImage(image).inspect();
  return [Entrypoint ?? []].flat();
}

function recipeOf(folder: string): ImageRecipe {
  if (!existsSync(join(folder, 'Dockerfile'))) throw new ImpulseError('IMP_BLOCK_NO_IMAGE', { folder });
  return { name: `block-${basename(folder).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}`, folder };
}
