import { ImpulseError } from '../../errors';
import { checkDocument, toRecording } from './acquisition';
import { checkSignature } from './acquisition-signature';
import type { ReadRequest, Recording } from './format';

/** Reads a data acquisition document in JSON; its signature is checked where the source gives a key. */
export function readJson(request: ReadRequest): Recording {
  const document = checkDocument(request.file, parse(request));
  checkSignature(request, document, request.bytes);
  return toRecording(request, document, undefined);
}

function parse({ file, bytes }: ReadRequest): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new ImpulseError('IMP_RECORDING_BROKEN', { file, problem: `it is no valid JSON (${(error as Error).message})` });
  }
}
