import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folders of ../shared/models, without `_int8`. */
export const MODELS = ['kws', 'ic', 'vww', 'ad', 'str_ww'];

/** `shared/models` beside one of the folders above, or undefined. */
export function findModels(root) {
  for (let folder = root; ; folder = dirname(folder)) {
    const models = join(dirname(folder), 'shared', 'models');
    if (existsSync(models)) return models;
    if (dirname(folder) === folder) return undefined;
  }
}

/** Nothing where the file is not there yet. */
export function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
