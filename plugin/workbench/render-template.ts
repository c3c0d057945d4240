import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { assetRoot } from '../paths';
import { listFiles } from '../runners/list-files';

/** A link that leaves the template's own folder leads nowhere in a copy of it. */
const FAR_LINK = /\[([^\]]*)\]\(\.\.\/[^)]*\)/g;

/**
 * Files of a template of this package, renamed in names and texts: `template-dsp` becomes `id`, `template_dsp` the same as an identifier.
 * Its tests stay behind.
 */
export function renderTemplate(template: string, id: string): { name: string; text: string }[] {
  const word = basename(template);
  const rename = (text: string): string => text.replaceAll(word, id).replaceAll(identifier(word), identifier(id));
  return listFiles(join(assetRoot, template))
    .filter((file) => !/\.d\.ts$|\.test\.[jt]s$/.test(file))
    .map((file) => ({ name: rename(file), text: rename(readFileSync(join(assetRoot, template, file), 'utf8')).replace(FAR_LINK, '$1') }));
}

function identifier(word: string): string {
  return word.replace(/[^A-Za-z0-9]+/g, '_');
}
