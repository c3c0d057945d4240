import { mkdirSync } from 'node:fs';
import { ImpulseError } from '../../../errors';
import { cacheRoot } from '../../../paths';
import { openRemote } from '../open-remote';
import type { ServerOptions } from './create-server';
import { openFolderStore } from './folder-store';
import { openWorkplace } from './run-server';

/**
 * Where a server keeps things: a folder of its own, or another remote.
 *
 * @throws ImpulseError IMP_SERVER_STORE unless it is one of the two
 */
export async function openStore(folder?: string, address?: string): Promise<Pick<ServerOptions, 'remote' | 'workplace'>> {
  if (folder !== undefined && address === undefined) {
    mkdirSync(folder, { recursive: true });
    return { remote: openFolderStore(folder), workplace: openWorkplace(folder) };
  }
  if (address === undefined || folder !== undefined) throw new ImpulseError('IMP_SERVER_STORE');
  return { remote: await openRemote(address, process.env.NX_IMPULSE_REMOTE_TOKEN), workplace: openWorkplace(cacheRoot()) };
}
