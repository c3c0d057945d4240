import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { ImpulseError } from '../errors';
import { FORMATS } from './formats';
import type { ReadRequest, Recording } from './formats/format';

/** First bytes of files that stand for others, and what fetches those. */
const POINTERS = [
  { start: 'version https://git-lfs.github.com/spec/v1', kind: 'git-LFS', command: 'git lfs pull' },
  { start: '/annex/objects/', kind: 'git-annex', command: 'git annex get' },
  { start: 'outs:\n- md5:', kind: 'DVC', command: 'dvc pull' },
];

/**
 * Reads one recording by its format.
 *
 * @throws IMP_FILE_EMPTY, IMP_FILE_POINTER, IMP_FORMAT_UNKNOWN, or what the format's reader finds.
 */
export function readRecording(request: ReadRequest): Recording {
  const { file, bytes } = request;
  if (!bytes.length) throw new ImpulseError('IMP_FILE_EMPTY', { file });
  const pointer = POINTERS.find(({ start }) => bytes.length < 2048 && bytes.toString('latin1', 0, start.length) === start);
  if (pointer) throw new ImpulseError('IMP_FILE_POINTER', { file, kind: pointer.kind, command: pointer.command });
  const format = FORMATS.find(({ extensions }) => extensions.includes(extname(file).toLowerCase()));
  if (!format) {
    const known = FORMATS.flatMap(({ extensions }) => extensions).join(' ');
    throw new ImpulseError('IMP_FORMAT_UNKNOWN', { file, known });
  }
  return format.read(request);
}

/** The whole file, or an error that names it. */
export function readBytes(file: string, absolute: string): Buffer {
  try {
    return readFileSync(absolute);
  } catch (error) {
    throw new ImpulseError('IMP_RECORDING_BROKEN', { file, problem: `it cannot be read (${(error as NodeJS.ErrnoException).code})` });
  }
}
