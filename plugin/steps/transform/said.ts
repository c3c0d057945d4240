import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../read-json';
import type { Unit } from './units';

/** Field -> value. */
export type Fields = Record<string, string>;

/** What an earlier block said of the files: `metadata.json` of its artefact. */
export class Said {
  private readonly files: Record<string, Fields>;

  /** @param data artefact of that block, where there is one. */
  constructor(data: string | undefined) {
    this.files = data !== undefined && existsSync(join(data, 'metadata.json')) ? readJson(data, 'metadata.json') : {};
  }

  ofFile(name: string): Fields {
    return this.files[name] ?? {};
  }

  /** Of all files of a unit: what Edge Impulse calls the metadata of a data item. */
  of({ files }: Unit): Fields {
    return Object.assign({}, ...files.map(({ name }) => this.ofFile(name))) as Fields;
  }
}
