import { readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import type { Tree } from '@nx/devkit';
import { ImpulseError } from '../../errors';
import { assetRoot } from '../../paths';
import { listFiles } from '../../runners/list-files';

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
  const id = basename(folder);
  const word = basename(template);
  const rename = (text: string): string => text.replaceAll(word, id).replaceAll(identifier(word), identifier(id));
  for (const file of listFiles(join(assetRoot, template))) {
    if (/\.d\.ts$|\.test\.[jt]s$/.test(file)) continue;
    const text = rename(readFileSync(join(assetRoot, template, file), 'utf8'));
    const withSchema = text.replace(SCHEMA, (_, schema: string) => `"$schema": "${schemaPath(folder, schema)}"`);
    tree.write(join(folder, rename(file)), withSchema);
  }
  return folder;
}

/** Where an editor finds a schema of the package, seen from a folder of the workspace. */
export function schemaPath(folder: string, schema: string): string {
  return relative(resolve('/', folder), `/node_modules/nx-impulse/dist/schemas/${schema}`).replaceAll('\\', '/');
}

function identifier(word: string): string {
  return word.replace(/[^A-Za-z0-9]+/g, '_');
}
