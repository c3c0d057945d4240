import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A JSON file of an artefact; the step that wrote it vouches for its form. */
export function readJson<T>(folder: string, name: string): T {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
}
