import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ImpulseError } from '../../errors';
import { readJson } from '../read-json';
import type { Fields, Said } from './said';
import type { Unit } from './units';

/** What blocks say of their files beside them: ours by file, Edge Impulse's of all files of a run. */
const OF_EACH = 'metadata.json';
const OF_ALL = 'ei-metadata.json';

/** What is said of the files of a unit. */
export interface UnitMetadata {
  /** Whether the block spoke of all of them: by the contract of Edge Impulse that alone is a result. */
  ofAll: boolean;
  /** @param path of a file below the unit's output. @param name the same file's among all files of the step. */
  fieldsOf(path: string, name: string): Fields;
}

/** `ei-metadata.json`. */
interface DirectoryMetadata {
  action?: 'add' | 'replace';
  metadata?: object;
}

/**
 * Takes what a run says out of its output. What was said before of a file stays, and of Edge Impulse's units what was said of their
 * input, unless the block replaces it.
 *
 * @throws IMP_TRANSFORM_METADATA
 */
export function takeMetadata(id: string, folder: string, unit: Unit, said: Said): UnitMetadata {
  const ofEach = (takeJson(id, folder, OF_EACH) ?? {}) as Record<string, object>;
  const ofAll = takeJson(id, folder, OF_ALL) as DirectoryMetadata | undefined;
  const ofInput = unit.out === '.' ? {} : said.of(unit);
  return {
    ofAll: ofAll !== undefined,
    fieldsOf(path, name) {
      const before = ofAll?.action === 'replace' ? {} : { ...ofInput, ...said.ofFile(name) };
      return { ...before, ...asText(ofAll?.metadata), ...asText(ofEach[path]) };
    },
  };
}

function asText(fields: object = {}): Fields {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, String(value)]));
}

function takeJson(id: string, folder: string, file: string): object | undefined {
  if (!existsSync(join(folder, file))) return undefined;
  try {
    const document = readJson<object>(folder, file);
    rmSync(join(folder, file));
    return document;
  } catch (error) {
    throw new ImpulseError('IMP_TRANSFORM_METADATA', { id, file, problem: (error as Error).message });
  }
}
