import { decode } from 'cbor-x';
import { ImpulseError } from '../../errors';
import { type AcquisitionDocument, type Attachment, checkDocument, toRecording } from './acquisition';
import { checkSignature } from './acquisition-signature';
import { cborLength } from './cbor-length';
import type { ReadRequest, Recording } from './format';

/** The one text in `values` that says: the samples follow behind the document. Firmware pads it with spaces. */
const ATTACHED = 'Ref-BINARY-i16';

/**
 * Reads a data acquisition document in CBOR: definite or indefinite lengths, values inside or as little-endian int16 behind the document.
 * The signature covers the document alone.
 */
export function readCbor(request: ReadRequest): Recording {
  const { document, attachment, end } = readCborDocument(request.file, request.bytes);
  checkSignature(request, document, request.bytes.subarray(0, end));
  return toRecording(request, document, attachment);
}

/** The document, checked as far as everything else relies on it, what is attached to it, and where in the file the document ends. */
export function readCborDocument(file: string, bytes: Buffer): { document: AcquisitionDocument; attachment: Attachment; end: number } {
  const { document, end } = decodeFirst(file, bytes);
  const checked = checkDocument(file, document);
  return { document: checked, attachment: readAttachment(file, checked.payload.values, bytes.subarray(end)), end };
}

function decodeFirst(file: string, bytes: Buffer): { document: unknown; end: number } {
  try {
    const end = cborLength(bytes);
    return { document: decode(bytes.subarray(0, end)), end };
  } catch (error) {
    throw new ImpulseError('IMP_RECORDING_BROKEN', { file, problem: `it is no valid CBOR (${(error as Error).message})` });
  }
}

function readAttachment(file: string, values: unknown[], rest: Buffer): Attachment {
  const [only] = values;
  if (values.length !== 1 || typeof only !== 'string') {
    if (rest.length) throw new ImpulseError('IMP_RECORDING_BROKEN', { file, problem: `${rest.length} bytes follow behind its end` });
    return undefined;
  }
  if (only.trim() !== ATTACHED)
    throw new ImpulseError('IMP_RECORDING_BROKEN', { file, problem: `its attachment "${only.trim()}" is not ${ATTACHED}` });
  return Int16Array.from({ length: rest.length >> 1 }, (_, i) => rest.readInt16LE(2 * i));
}
