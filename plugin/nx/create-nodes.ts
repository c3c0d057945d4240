import type { CreateNodes } from '@nx/devkit';
import { basename, dirname } from 'node:path';
import { readImpulses } from './read-impulses';
import { PROJECT_FILES, readProjectNames } from './read-project-names';
import { toExternalNodes, toProject } from './to-project';

/**
 * Every `impulse.yaml` is a project, every plan of it a task; other projects' files tell which names are taken. Loads nothing heavy:
 * the Nx daemon calls it at each change of a watched file, and one broken manifest must not trouble the others.
 */
export const createNodes: CreateNodes = [
  `**/{impulse.yaml,${PROJECT_FILES.join(',')}}`,
  (files, _options, { workspaceRoot }) => {
    const manifests = files.filter((file) => basename(file) === 'impulse.yaml');
    const rest = files.filter((file) => basename(file) !== 'impulse.yaml');
    const names = readProjectNames(rest, workspaceRoot, new Set(manifests.map((file) => dirname(file))));
    return readImpulses(manifests, workspaceRoot, names).map((impulse) => [
      impulse.file,
      { projects: { [impulse.root]: toProject(impulse, workspaceRoot) }, externalNodes: toExternalNodes(impulse) },
    ] as const);
  },
];
