import { basename, join, relative, resolve } from 'node:path';
import type { Tree } from '@nx/devkit';
import { ImpulseError } from '../../errors';
import { listFiles } from '../../runners/list-files';
import { renderTemplate } from '../../workbench/render-template';

const SCHEMA = /"\$schema": "[^"]*\/([\w-]+\.schema\.json)"/;

/**
 * Copies a template of the package to a folder of the workspace, renamed in file names and texts: `template-dsp` becomes the folder's
 * name, `template_dsp` the same as an identifier.
 *
 * @returns the folder relative to the workspace.
 */
export function copyTemplate(tree: Tree, template: string, directory: string): string {
  const folder = relative(tree.root, resolve(tree.root, directory));
  if (listFiles(join(tree.root, folder)).length > 0) throw new ImpulseError('IMP_FOLDER_USED', { folder });
  for (const { name, text } of renderTemplate(template, basename(folder))) {
    tree.write(join(folder, name), text.replace(SCHEMA, (_, schema: string) => `"$schema": "${schemaPath(folder, schema)}"`));
  }
  return folder;
}

/** Where an editor finds a schema of the package, seen from a folder of the workspace. */
export function schemaPath(folder: string, schema: string): string {
  return relative(resolve('/', folder), `/node_modules/nx-impulse/dist/schemas/${schema}`).replaceAll('\\', '/');
}
