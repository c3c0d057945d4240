import { parseJson } from '../../../schemas/parse-json';
import { ImpulseError } from '../../errors';
import { type AcquisitionDocument, checkDocument, toRecording } from './acquisition';
import { checkSignature } from './acquisition-signature';
import type { ReadRequest, Recording } from './format';

/** Reads a data acquisition document in JSON; its signature is checked where the source gives a key. */
export function readJson(request: ReadRequest): Recording {
  const document = readJsonDocument(request.file, request.bytes);
  checkSignature(request, document, request.bytes);
  return toRecording(request, document, undefined);
}

/** The document as it stands in the file, checked as far as everything else relies on it. */
export function readJsonDocument(file: string, bytes: Buffer): AcquisitionDocument {
  return checkDocument(file, parse(file, bytes));
}

function parse(file: string, bytes: Buffer): unknown {
  try {
    return parseJson(bytes.toString('utf8'));
  } catch (error) {
    throw new ImpulseError('IMP_RECORDING_BROKEN', { file, problem: `it is no valid JSON (${(error as Error).message})` });
  }
}
