import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ContainerSpec } from '../plugin/manifest/manifest';
import { openContainers } from '../plugin/runners/blocks/block-containers';
import { PINS, type StepRun } from '../plugin/runners/envelope';
import type { BlockContainers } from '../plugin/steps/step';
import { importDebianImage } from './container-images';
import { makeFolder } from './temp-folder';

/**
 * The container of a block's folder, by the name `block`, on a Debian that needs no registry of images.
 *
 * @param command what is started in its image, instead of what it starts by itself
 */
export async function openBlock(folder: string, command?: string[]): Promise<BlockContainers> {
  process.env.IMPULSE_DOCKER_BASES = `debian:12-slim=${await importDebianImage()}`;
  const root = makeFolder();
  const [output, scratch] = [join(root, 'output'), join(root, 'scratch')];
  for (const path of [output, scratch]) mkdirSync(path);
  const container: ContainerSpec = {
    contract: 'impulse', port: 4446, network: false, operatesOn: 'directory', task: 'classes', metadata: false, arguments: [], environment: [],
    ...(command ? { command } : {}),
  };
  const run: StepRun = {
    apiVersion: 'impulse-step/v1', id: `train--${basename(folder)}`, step: 'train', params: {}, inputs: {}, folders: { block: folder }, root, output,
    scratch, pins: PINS, containers: { block: container },
  };
  return openContainers(run, () => {}, new AbortController().signal);
}
