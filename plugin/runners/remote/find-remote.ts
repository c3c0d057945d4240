import { readPluginOptions } from '../../manifest/read-plugin-options';

/**
 * Address of the remote for the impulse in `folder`: NX_IMPULSE_REMOTE, else "remote" among the plugin's options in the workspace's
 * nx.json. An empty variable turns it off. Never part of a key: where results are kept does not change them.
 */
export function findRemote(folder: string): string | undefined {
  const named = process.env.NX_IMPULSE_REMOTE ?? readPluginOptions(folder).remote;
  return named === '' ? undefined : named;
}
