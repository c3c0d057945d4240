import { copyFileSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ImpulseError } from '../../errors';
import { listPlainFiles } from '../list-plain-files';
import type { StepContext } from '../step';
import type { Fields, Said } from './said';
import { takeMetadata } from './unit-metadata';
import type { Unit } from './units';

/** What a run left: the files of a unit. */
export interface MadeUnit {
  unit: Unit;
  folder: string;
}

/** Files that a label block may write. */
const LABEL_FILES = ['labels.csv', 'labels.json'];

/**
 * Moves what the runs left into `files/` of the artefact, and what is said of it into `metadata.json`: file -> field -> value. A run that
 * leaves metadata alone has looked at its files: they go on as they are.
 *
 * @param said what is known of the files that the runs got; it goes on with them. @returns how many files there are.
 * @throws IMP_TRANSFORM_CLASH, IMP_TRANSFORM_EMPTY, IMP_TRANSFORM_METADATA
 */
export function takeFiles(context: Pick<StepContext, 'id' | 'output' | 'progress'>, made: readonly MadeUnit[], said: Said): number {
  const { id, output, progress } = context;
  const metadata: Record<string, Fields> = {};
  const names = new Set<string>();
  const take = (name: string, fields: Fields, place: (to: string) => void): void => {
    if (names.has(name)) throw new ImpulseError('IMP_TRANSFORM_CLASH', { id, file: name });
    names.add(name);
    const to = join(output, 'files', name);
    mkdirSync(dirname(to), { recursive: true });
    place(to);
    if (Object.keys(fields).length > 0) metadata[name] = fields;
  };
  let unchanged = 0;
  for (const { unit, folder } of made) {
    const { ofAll, fieldsOf } = takeMetadata(id, folder, unit, said);
    const paths = listPlainFiles(folder);
    for (const path of paths) {
      const name = unit.into === '.' ? path : `${unit.into}/${path}`;
      take(name, fieldsOf(path, name), (to) => renameSync(join(folder, path), to));
    }
    if (paths.length > 0 || !ofAll) continue;
    unchanged++;
    for (const { name, absolute } of unit.files) take(name, fieldsOf('', name), (to) => copyFileSync(absolute, to));
  }
  if (unchanged > 0) progress(`${unchanged} of ${made.length} runs left metadata and no file: their files go on as they are`);
  const count = made.reduce((sum, { unit }) => sum + unit.files.length, 0);
  if (names.size === 0) throw new ImpulseError('IMP_TRANSFORM_EMPTY', { id, count });
  writeFileSync(join(output, 'metadata.json'), `${JSON.stringify(metadata)}\n`);
  return names.size;
}

/** Moves the labels that a label block wrote into the artefact. @throws IMP_LABELS_NOT_WRITTEN */
export function takeLabels({ id, output }: StepContext, { folder }: MadeUnit): void {
  const name = LABEL_FILES.find((file) => existsSync(join(folder, file)));
  if (name === undefined) throw new ImpulseError('IMP_LABELS_NOT_WRITTEN', { id });
  renameSync(join(folder, name), join(output, name));
}
