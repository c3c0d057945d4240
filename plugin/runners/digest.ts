import { createHash } from 'node:crypto';

export { digestFile } from '../files/digest-file';

/** SHA-256 in lower-case hex. */
export function digestText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** SHA-256 in lower-case hex. */
export function digestBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whether a value that came from elsewhere is such a digest. */
export function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
