import { ImpulseError } from '../../errors';
import type { RemoteError } from '../../network/remote-error';

const WARNINGS = { away: 'IMP_REMOTE_AWAY', refused: 'IMP_REMOTE_REFUSED', wrong: 'IMP_REMOTE_WRONG' } as const;

/** What people are told of a remote's trouble. @param place the remote's address */
export function warningOf({ trouble, message }: RemoteError, place: string): ImpulseError {
  return new ImpulseError(WARNINGS[trouble], { place, problem: message });
}
