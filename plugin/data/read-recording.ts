import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { ImpulseError } from '../errors';
import { checkPointer } from './check-pointer';
import { FORMATS } from './formats';
import type { ReadRequest, Recording } from './formats/format';

/**
 * Reads one recording by its format.
 *
 * @throws IMP_FILE_EMPTY, IMP_FILE_POINTER, IMP_FORMAT_UNKNOWN, or what the format's reader finds.
 */
export async function readRecording(request: ReadRequest): Promise<Recording> {
  const { file, bytes } = request;
  if (!bytes.length) throw new ImpulseError('IMP_FILE_EMPTY', { file });
  checkPointer(file, bytes);
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
