import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ImpulseError } from '../../errors';
import { listPlainFiles } from '../list-plain-files';
import { readJson } from '../read-json';
import type { StepContext } from '../step';
import type { Unit } from './units';

/** What a run left: the files of a unit. */
export interface MadeUnit {
  unit: Unit;
  folder: string;
}

/** What blocks say of their files beside them: ours by file, Edge Impulse's of all files of a run. */
const METADATA_FILES = ['metadata.json', 'ei-metadata.json'];

/** Files that a label block may write. */
const LABEL_FILES = ['labels.csv', 'labels.json'];

/**
 * Moves what the runs left into `files/` of the artefact, and what they say of it into `metadata.json`: file -> field -> value.
 *
 * @returns how many files there are. @throws IMP_TRANSFORM_CLASH, IMP_TRANSFORM_EMPTY, IMP_TRANSFORM_METADATA
 */
export function takeFiles({ id, output }: StepContext, made: readonly MadeUnit[]): number {
  const metadata: Record<string, Record<string, string>> = {};
  const names = new Set<string>();
  for (const { unit, folder } of made) {
    const [ofEach, ofAll] = METADATA_FILES.map((file) => takeMetadata(id, folder, file));
    for (const path of listPlainFiles(folder)) {
      const name = unit.into === '.' ? path : `${unit.into}/${path}`;
      if (names.has(name)) throw new ImpulseError('IMP_TRANSFORM_CLASH', { id, file: name });
      names.add(name);
      moveFile(join(folder, path), join(output, 'files', name));
      const fields = Object.entries({ ...ofAll, ...(ofEach[path] as object | undefined) });
      if (fields.length > 0) metadata[name] = Object.fromEntries(fields.map(([field, value]) => [field, String(value)]));
    }
  }
  const count = made.reduce((sum, { unit }) => sum + unit.files.length, 0);
  if (names.size === 0) throw new ImpulseError('IMP_TRANSFORM_EMPTY', { id, count });
  writeFileSync(join(output, 'metadata.json'), `${JSON.stringify(metadata)}\n`);
  return names.size;
}

function moveFile(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}

/** Moves the labels that a label block wrote into the artefact. @throws IMP_LABELS_NOT_WRITTEN */
export function takeLabels({ id, output }: StepContext, { folder }: MadeUnit): void {
  const name = LABEL_FILES.find((file) => existsSync(join(folder, file)));
  if (name === undefined) throw new ImpulseError('IMP_LABELS_NOT_WRITTEN', { id });
  renameSync(join(folder, name), join(output, name));
}

function takeMetadata(id: string, folder: string, file: string): Record<string, unknown> {
  if (!existsSync(join(folder, file))) return {};
  try {
    const document = readJson<Record<string, any>>(folder, file);
    rmSync(join(folder, file));
    return file === 'ei-metadata.json' ? document.metadata : document;
  } catch (error) {
    throw new ImpulseError('IMP_TRANSFORM_METADATA', { id, file, problem: (error as Error).message });
  }
}
