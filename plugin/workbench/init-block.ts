import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { ImpulseError } from '../errors';
import { assetRoot } from '../paths';
import { listFiles } from '../runners/list-files';
import { renderTemplate } from './render-template';
import { type Template, TEMPLATES } from './templates';

/** What the id of a block may be: `block.schema.json`. */
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const SCHEMA = /"\$schema": "[^"]*\/block\.schema\.json"/;

/**
 * Writes a block to start from. @returns the names of its files.
 * @throws IMP_TEMPLATE_UNKNOWN, IMP_FOLDER_USED, IMP_NAME_INVALID; nothing is written then
 */
export function initBlock(kind: string, path: string, wish: { contract?: string; language?: string }): string[] {
  const { folder: template } = chooseTemplate(kind, wish);
  const folder = resolve(path);
  const id = basename(folder);
  if (listFiles(folder).length > 0) throw new ImpulseError('IMP_FOLDER_USED', { folder: path });
  if (!ID.test(id)) throw new ImpulseError('IMP_NAME_INVALID', { name: id, suggestion: id.toLowerCase().replace(/[^a-z0-9]+/g, '-') });
  const schema = relative(folder, join(assetRoot, 'schemas', 'block.schema.json'));
  const files = renderTemplate(template, id);
  for (const { name, text } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text.replace(SCHEMA, () => `"$schema": ${JSON.stringify(schema)}`));
  }
  return files.map(({ name }) => name);
}

function chooseTemplate(kind: string, { contract, language }: { contract?: string; language?: string }): Template {
  const template = TEMPLATES.find(
    (one) => one.kind === kind && (contract ?? one.contract) === one.contract && (language ?? one.language) === one.language,
  );
  if (template) return template;
  const name = (words: readonly (string | undefined)[]): string => words.filter((word) => word !== undefined && word !== 'none').join(' ');
  const known = TEMPLATES.map((one) => name([one.kind, one.contract, one.language])).join(', ');
  throw new ImpulseError('IMP_TEMPLATE_UNKNOWN', { asked: name([kind, contract, language]), known });
}
