import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { describe, expect, it } from 'vitest';
import devcontainerGenerator from './generator';

const generate = (directory?: string, tree = createTreeWithEmptyWorkspace()) =>
  devcontainerGenerator(tree, directory === undefined ? {} : { directory }).then(() => tree);

/** JSON with lines of comments, as the specification of dev containers allows. */
const readJsonc = (text: string) => JSON.parse(text.replace(/^\s*\/\/.*$/gm, ''));

describe('nx g nx-impulse:devcontainer', () => {
  it('writes a container whose user owns the cache that its volume holds', async () => {
    const tree = await generate();
    const { build, remoteUser, mounts } = readJsonc(tree.read('.devcontainer/devcontainer.json', 'utf8')!);
    const dockerfile = tree.read(`.devcontainer/${build.dockerfile}`, 'utf8')!;
    const cache = /NX_IMPULSE_CACHE=(\S+)/.exec(dockerfile)![1];
    expect(mounts).toEqual([expect.stringContaining(`target=${cache},`)]);
    expect(dockerfile).toContain(`-o ${remoteUser}`);
    expect(dockerfile).toMatch(new RegExp(`USER ${remoteUser}\\n$`));
  });

  it('leaves a dev container that is there alone, and stands beside it', async () => {
    const tree = createTreeWithEmptyWorkspace();
    tree.write('.devcontainer/devcontainer.json', '{}');
    await expect(generate(undefined, tree)).rejects.toThrow('IMP_FOLDER_USED');
    await generate('.devcontainer/impulse', tree);
    expect(tree.read('.devcontainer/devcontainer.json', 'utf8')).toBe('{}');
    expect(tree.exists('.devcontainer/impulse/Dockerfile')).toBe(true);
  });
});

it("this repository's own dev container is built from the same Dockerfile, and keeps its results in the same place", () => {
  const folder = resolve(__dirname, '../../../../.devcontainer');
  const own = readJsonc(readFileSync(join(folder, 'devcontainer.json'), 'utf8'));
  const others = readJsonc(readFileSync(join(__dirname, 'template/devcontainer.json'), 'utf8'));
  expect(resolve(folder, own.build.dockerfile)).toBe(join(__dirname, 'template/Dockerfile'));
  expect(existsSync(resolve(folder, own.build.dockerfile))).toBe(true);
  expect([own.mounts, own.remoteUser]).toEqual([others.mounts, others.remoteUser]);
});
