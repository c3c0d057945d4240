import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ImpulseError } from '../../errors';

/**
 * Address of the remote for the impulse in `folder`: NX_IMPULSE_REMOTE, else "remote" among the plugin's options in the workspace's
 * nx.json. An empty variable turns it off. Never part of a key: where results are kept does not change them.
 */
export function findRemote(folder: string): string | undefined {
  const named = process.env.NX_IMPULSE_REMOTE ?? readOption(folder);
  return named === '' ? undefined : named;
}

function readOption(folder: string): string | undefined {
  const file = join(folder, 'nx.json');
  if (!existsSync(file)) return dirname(folder) === folder ? undefined : readOption(dirname(folder));
  const { plugins = [] } = readNxJson(file);
  return plugins.flatMap((entry) => (typeof entry !== 'string' && entry.plugin === 'nx-impulse' ? (entry.options?.remote ?? []) : []))[0];
}

interface NxJson {
  plugins?: (string | { plugin: string; options?: { remote?: string } })[];
}

/** Nx allows comments and trailing commas. */
function readNxJson(file: string): NxJson {
  const extras = /("(?:\\.|[^"\\])*")|\/\/.*|\/\*[^]*?\*\/|,(?=\s*[}\]])/g;
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(extras, (_, string?: string) => string ?? '')) as NxJson;
  } catch {
    throw new ImpulseError('IMP_REMOTE_ADDRESS', { problem: `${file}, which may name it, is no JSON` });
  }
}
