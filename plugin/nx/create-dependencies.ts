import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { CreateDependencies, DependencyType, StaticDependency } from '@nx/devkit';
import { readImpulses, type WorkspaceImpulse } from './read-impulses';

/** The value itself: importing the enum would load Nx into its own daemon once more. */
const STATIC = 'static' as DependencyType.static;

/** An impulse depends on the projects that hold its blocks, targets and shared files: `nx affected` follows these edges. */
export const createDependencies: CreateDependencies = (_options, { projects, workspaceRoot }) => {
  const roots = new Map(Object.entries(projects).map(([name, { root }]) => [resolve(workspaceRoot, root), name]));
  const files = Object.values(projects).map(({ root }) => (root === '.' ? 'impulse.yaml' : `${root}/impulse.yaml`));
  const impulses = readImpulses(files.filter((file) => existsSync(join(workspaceRoot, file))), workspaceRoot);
  return impulses.flatMap((impulse) => dependenciesOf(impulse, roots, workspaceRoot));
};

function dependenciesOf(impulse: WorkspaceImpulse, roots: ReadonlyMap<string, string>, workspaceRoot: string): StaticDependency[] {
  const own = resolve(workspaceRoot, impulse.root);
  const source = roots.get(own);
  if (source === undefined) return [];
  const read = impulse.plans.flatMap(({ folders, files }) => [
    ...Object.values(folders),
    ...files.map((file) => resolve(own, file.split(/[*?{[]/, 1)[0]!)),
  ]);
  const targets = new Set(read.map((path) => ownerOf(path, roots, workspaceRoot)));
  return [...targets]
    .filter((target): target is string => target !== undefined && target !== source)
    .sort()
    .map((target) => ({ source, target, type: STATIC, sourceFile: impulse.file }));
}

/** The project whose root is nearest above a path, within the workspace. The workspace's own root owns nothing. */
function ownerOf(path: string, roots: ReadonlyMap<string, string>, workspaceRoot: string): string | undefined {
  for (let folder = path; folder !== workspaceRoot && dirname(folder) !== folder; folder = dirname(folder)) {
    const owner = roots.get(folder);
    if (owner !== undefined) return owner;
  }
  return undefined;
}
