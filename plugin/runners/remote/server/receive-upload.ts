import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { LocalFile } from '../remote';
import type { Reply } from './reply';

/** Status of an upload that is not taken: no length, or too long. */
export function refuseLength(request: IncomingMessage, maxBytes: number): 411 | 413 | undefined {
  const length = request.headers['content-length'];
  if (length === undefined) return 411;
  return Number(length) > maxBytes ? 413 : undefined;
}

/**
 * Lets `work` have the body of an upload as a file in `folder`, which is removed whatever happens. Rejects, without work, where the
 * connection ends before the announced length.
 */
export async function withUpload(request: IncomingMessage, folder: string, work: (file: LocalFile) => Promise<Reply>): Promise<Reply> {
  const path = join(folder, randomBytes(8).toString('hex'));
  const hash = createHash('sha256');
  let bytes = 0;
  async function* count(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of body) {
      hash.update(piece);
      bytes += piece.length;
      yield piece;
    }
  }
  const file = await open(path, 'w');
  try {
    await pipeline(request, count, file.createWriteStream());
    if (bytes !== Number(request.headers['content-length'])) throw new Error('The body is not as long as announced.');
    return await work({ path, bytes, digest: hash.digest('hex') });
  } finally {
    rmSync(path, { force: true });
  }
}
