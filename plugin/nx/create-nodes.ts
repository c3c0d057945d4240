import type { CreateNodes } from '@nx/devkit';
import { readImpulses } from './read-impulses';
import { toExternalNodes, toProject } from './to-project';

/**
 * Every `impulse.yaml` is a project, every plan of it a task. Loads nothing heavy: the Nx daemon calls it at each change of a watched
 * file, and one broken manifest must not trouble the others.
 */
export const createNodes: CreateNodes = [
  '**/impulse.yaml',
  (files, _options, { workspaceRoot }) =>
    readImpulses(files, workspaceRoot).map((impulse) => [
      impulse.file,
      { projects: { [impulse.root]: toProject(impulse, workspaceRoot) }, externalNodes: toExternalNodes(impulse) },
    ] as const),
];
