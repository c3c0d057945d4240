import { createHmac, timingSafeEqual } from 'node:crypto';
import { ImpulseError } from '../../errors';
import type { AcquisitionDocument } from './acquisition';
import type { ReadRequest } from './format';

const UNSIGNED = '0'.repeat(64);

/**
 * Checks HMAC-SHA256 over the document's own bytes with the signature's 64 characters taken as zeros, which is how it was signed. Without a
 * key, or with `alg: none`, nothing is checked.
 *
 * @param bytes the document alone, without an attachment
 */
export function checkSignature({ file, options }: ReadRequest, { protected: head, signature }: AcquisitionDocument, bytes: Buffer): void {
  const key = resolveKey(options.hmacKey);
  if (key === undefined || head.alg === 'none') return;
  const at = typeof signature === 'string' && /^[0-9a-f]{64}$/.test(signature) ? bytes.indexOf(signature, 0, 'latin1') : -1;
  if (at < 0) throw new ImpulseError('IMP_SIGNATURE_WRONG', { file, problem: 'it is not 64 hexadecimal digits' });
  const unsigned = Buffer.from(bytes);
  unsigned.write(UNSIGNED, at, 'latin1');
  const expected = createHmac('sha256', key).update(unsigned).digest();
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) {
    throw new ImpulseError('IMP_SIGNATURE_WRONG', { file, problem: 'it does not fit the content and the key' });
  }
}

/** `env:NAME` is the value of that environment variable: keys do not belong into a manifest that others read. */
function resolveKey(key: string | undefined): string | undefined {
  const name = key?.startsWith('env:') ? key.slice(4) : undefined;
  if (name === undefined) return key;
  const value = process.env[name];
  if (value === undefined) throw new ImpulseError('IMP_HMAC_KEY_MISSING', { name });
  return value;
}
