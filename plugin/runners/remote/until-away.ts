import type { Remote } from './remote';
import { toRemoteError, type RemoteError } from '../../network/remote-error';

/** The same remote, until it is away for the first time: then it is not asked, and waited for, again. Each trouble is told once. */
export function untilAway(remote: Remote, tell: (error: RemoteError) => void): Remote {
  const told = new Map<string, RemoteError>();

  function guard<Args extends unknown[], Result>(ask: (...args: Args) => Promise<Result>): (...args: Args) => Promise<Result> {
    return async (...args) => {
      const away = told.get('away');
      if (away) throw away;
      try {
        return await ask(...args);
      } catch (caught) {
        const error = toRemoteError(caught);
        if (!told.has(error.trouble)) tell(error);
        told.set(error.trouble, error);
        throw error;
      }
    };
  }

  return {
    hasObject: guard(remote.hasObject),
    getObject: guard(remote.getObject),
    putObject: guard(remote.putObject),
    readRef: guard(remote.readRef),
    writeRef: guard(remote.writeRef),
  };
}
