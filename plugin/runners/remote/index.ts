import { findRemote } from './find-remote';
import { openRemote } from './open-remote';
import { openSharedRuns, type SharedRuns } from './share-runs';

/** One for each remote (address and token) of this process, so that one which is away is waited for once. */
const opened = new Map<string, SharedRuns>();

/** The runs that the impulse in `folder` shares with other machines, or undefined where no remote is configured. */
export async function sharedRunsOf(folder: string): Promise<SharedRuns | undefined> {
  const address = findRemote(folder);
  if (address === undefined) return undefined;
  const token = process.env.NX_IMPULSE_REMOTE_TOKEN;
  const known = opened.get(`${address} ${token}`);
  if (known) return known;
  const runs = openSharedRuns(await openRemote(address, token), address);
  opened.set(`${address} ${token}`, runs);
  return runs;
}
