import { ImpulseError } from '../../errors';
import { toRemoteError } from '../../network/remote-error';

const CODES = { away: 'IMP_S3_AWAY', refused: 'IMP_S3_REFUSED', wrong: 'IMP_S3_WRONG' } as const;

/** @param place what was asked, in words. @param here what is on this machine of it, where that would do */
export function toS3Error(error: unknown, place: string, here?: string): ImpulseError {
  if (error instanceof ImpulseError) return error;
  const { trouble, message } = toRemoteError(error);
  const without = here === undefined ? '' : `, or set NX_IMPULSE_OFFLINE=1 to go on without it: ${here}`;
  const advice: Record<string, string> = trouble === 'away' ? { advice: `connect this machine${without}` } : {};
  return new ImpulseError(CODES[trouble], { place, problem: message, ...advice });
}
