import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { ImpulseError } from '../../../errors';
import { framed } from '../framed';

/** Answers to the generator's schema. */
export interface DevcontainerOptions {
  /** Below `.devcontainer` where the workspace has one of its own there. */
  directory?: string;
}

const FILES = ['devcontainer.json', 'Dockerfile'];

/** Writes a dev container with every tool that steps use: where the machine itself is not to have them, or cannot. */
export default framed(generateDevcontainer);

async function generateDevcontainer(tree: Tree, { directory = '.devcontainer' }: DevcontainerOptions): Promise<() => void> {
  if (FILES.some((name) => tree.exists(`${directory}/${name}`))) throw new ImpulseError('IMP_FOLDER_USED', { folder: directory });
  for (const name of FILES) tree.write(`${directory}/${name}`, readFileSync(join(__dirname, 'template', name), 'utf8'));
  const file = `${directory}/devcontainer.json`;
  return () => process.stdout.write(`\nOpen this folder in the container of ${file}: editors that know dev containers offer it.\n`);
}
