import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ImpulseError } from '../errors';
import type { SensorFiles } from '../manifest/manifest';
import type { Quarantined } from './dataset';
import { type FoundFile, compareText, findFiles, inAnyCase } from './find-files';
import { groupSensors } from './group-sensors';

/** A file that ingest reads: where it is, what it is called, which source it came from. */
export interface Member extends FoundFile {
  source: number;
  /** Where a recording is several files: all of them, in the order of the sensors. The first one is this file. */
  parts?: FoundFile[];
}

/** Files of one source: a glob below a folder, and what stands before their names. */
export interface FileSet {
  root: string;
  pattern: string;
  prefix: string;
  /** Absolute path of the labels file, which the glob may match too. */
  labels?: string;
  /** Where a recording is a file of each. */
  sensors?: readonly SensorFiles[];
}

/** Every file of every source, sorted by name; a file that two sources match belongs to the first. */
export function listMembers(sources: readonly FileSet[]): { members: Member[]; refused: Quarantined[] } {
  const members = new Map<string, Member>();
  const refused: Quarantined[] = [];
  sources.forEach((source, index) => {
    const { root, pattern, prefix, labels } = source;
    const files = findFiles(root, pattern).filter(({ absolute }) => absolute !== labels && !absolute.endsWith('.labels'));
    const pointers = findFiles(root, `${inAnyCase(pattern)}.dvc`).filter(({ absolute }) => !existsSync(absolute.slice(0, -'.dvc'.length)));
    refused.push(...pointers.map(({ name }) => refuse('IMP_FILE_POINTER', { file: name, kind: 'DVC', command: 'dvc pull' })));
    if (!files.length && !pointers.length) throw nothingFound(root, pattern);
    const named = files.map((file) => ({ ...file, name: prefix + file.name }));
    const { recordings, refused: partial } = toRecordings(named, source.sensors);
    refused.push(...partial);
    for (const file of recordings) if (!members.has(file.absolute)) members.set(file.absolute, { ...file, source: index });
  });
  return { members: [...members.values()].sort((a, b) => compareText(a.name, b.name)), refused };
}

/** Each file is a recording, or the files of several sensors together are. */
function toRecordings(
  files: readonly FoundFile[], sensors: readonly SensorFiles[] | undefined,
): { recordings: Omit<Member, 'source'>[]; refused: Quarantined[] } {
  if (sensors === undefined) return { recordings: [...files], refused: [] };
  const { whole, partial, others } = groupSensors(files, sensors);
  const missing = partial.map(({ file: { name }, sensor }) =>
    refuse('IMP_SENSOR_MISSING', { file: name, sensor: sensor.name, pattern: sensor.file }));
  const unknown = others.map(({ name }) =>
    refuse('IMP_SENSOR_UNKNOWN', { file: name, known: sensors.map(({ file }) => file).join(', ') }));
  return { recordings: whole.map((parts) => ({ ...parts[0]!, parts })), refused: [...missing, ...unknown] };
}

/** Where a whole folder is kept by DVC, `data.dvc` stands in the place of `data/`. */
function nothingFound(root: string, pattern: string): ImpulseError {
  const folders = pattern.split('/').map((_, end, parts) => parts.slice(0, end + 1).join('/'));
  const pointer = folders.map((folder) => `${folder}.dvc`).find((file) => existsSync(resolve(root, file)));
  if (pointer === undefined) return new ImpulseError('IMP_DATA_NONE', { pattern });
  return new ImpulseError('IMP_FILE_POINTER', { file: pointer, kind: 'DVC', command: 'dvc pull' });
}

/** The row of a file that could not be used. */
export function refuse(code: ImpulseError['code'], details: ImpulseError['details']): Quarantined {
  return toQuarantine(new ImpulseError(code, details), String(details.file));
}

/** A file that is left out, with the reason that the report shows. */
export function toQuarantine(error: ImpulseError, file: string): Quarantined {
  return { file, code: error.code, reason: `${error.message} ${error.fix}` };
}
