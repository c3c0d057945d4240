import { createHash } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { RETRY_PAUSES_MS } from '../../network/limits';
import type { Remote } from './remote';
import { RemoteError, toRemoteError } from '../../network/remote-error';

/**
 * Brings an object into the file `path` and verifies it on the way; where the connection breaks, it goes on at the byte it came to.
 *
 * @param maxBytes ends a body that does not end.
 * @returns false where the remote has no such object.
 * @throws RemoteError; no file is left then.
 */
export async function downloadObject(remote: Remote, digest: string, path: string, maxBytes: number): Promise<boolean> {
  const arrival: Arrival = { file: await open(path, 'w'), hash: createHash('sha256'), received: 0, bytes: NaN };
  let isWhole = false;
  try {
    if (!(await receive(remote, digest, arrival, maxBytes))) return false;
    if (arrival.hash.digest('hex') !== digest) throw new RemoteError('wrong', `sent wrong bytes for object ${digest}`);
    return (isWhole = true);
  } catch (error) {
    throw toRemoteError(error);
  } finally {
    await arrival.file.close();
    if (!isWhole) await rm(path, { force: true });
  }
}

/** What has come of an object so far. */
interface Arrival {
  file: FileHandle;
  hash: ReturnType<typeof createHash>;
  received: number;
  /** Size of the whole. */
  bytes: number;
}

/** Connections may break as often as they like while each brings something. */
async function receive(remote: Remote, digest: string, arrival: Arrival, maxBytes: number): Promise<boolean> {
  for (let barren = 0; ; barren++) {
    const { received } = arrival;
    try {
      return await receiveMore(remote, digest, arrival, maxBytes);
    } catch (error) {
      if (arrival.received > received) barren = 0;
      if (error instanceof RemoteError || barren >= RETRY_PAUSES_MS.length) throw error;
    }
  }
}

async function receiveMore(remote: Remote, digest: string, arrival: Arrival, maxBytes: number): Promise<boolean> {
  if (arrival.received === arrival.bytes) return true;
  const body = await remote.getObject(digest, arrival.received);
  if (body === undefined) return false;
  if (body.offset !== arrival.received) Object.assign(arrival, { hash: createHash('sha256'), received: 0 });
  arrival.bytes = body.bytes;
  for await (const piece of body.stream as AsyncIterable<Buffer>) {
    if (arrival.received + piece.length > maxBytes) throw new RemoteError('wrong', `sent too many bytes for object ${digest}`);
    await arrival.file.write(piece, 0, piece.length, arrival.received);
    arrival.hash.update(piece);
    arrival.received += piece.length;
  }
  await arrival.file.truncate(arrival.received);
  return true;
}
