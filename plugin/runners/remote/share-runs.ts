import type { ImpulseError } from '../../errors';
import { lookUpRun, type KnownRun } from '../run-cache';
import type { Remote } from './remote';
import { toRemoteError, type Trouble } from '../../network/remote-error';
import { bringRun, shareRun } from './remote-runs';
import { warningOf } from './warning-of';

/** What running plans asks of a remote. Whatever goes wrong there is told, and the run goes on as if there were none. */
export interface SharedRuns {
  /** The run of a key, brought here from the remote, or undefined. */
  fetch(key: string, warn: Warn): Promise<KnownRun | undefined>;
  /** Lets others have the run of a key, or adopts theirs. */
  share(key: string, warn: Warn): Promise<void>;
}

/** Takes what costs time but breaks nothing. */
export type Warn = (warning: ImpulseError) => void;

/** @param place what warnings call the remote. */
export function openSharedRuns(remote: Remote, place: string): SharedRuns {
  const told = new Set<Trouble>();
  /** Keys of which the remote had wrong bytes. */
  const wrong = new Set<string>();
  let [reads, writes] = [true, true];

  /** Each trouble is told once, and a remote that is away is not waited for again. */
  async function attempt(work: Promise<void>, warn: Warn): Promise<Trouble | undefined> {
    try {
      await work;
      return undefined;
    } catch (caught) {
      const error = toRemoteError(caught);
      if (!told.has(error.trouble)) warn(warningOf(error, place));
      told.add(error.trouble);
      if (error.trouble === 'away') reads = writes = false;
      return error.trouble;
    }
  }

  return {
    async fetch(key, warn) {
      if (!reads) return undefined;
      const trouble = await attempt(bringRun(remote, key), warn);
      if (trouble === 'refused') reads = writes = false;
      if (trouble === 'wrong') wrong.add(key);
      return trouble ? undefined : lookUpRun(key);
    },
    async share(key, warn) {
      // A remote that takes nothing may still give.
      if (writes && (await attempt(shareRun(remote, key, wrong.has(key)), warn)) === 'refused') writes = false;
    },
  };
}
