import type { IncomingMessage } from 'node:http';
import { TEXT_BYTES } from './limits';
import { RemoteError } from './remote-error';

/** A body that is a text. @throws RemoteError where it has no end */
export async function readBody(body: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > TEXT_BYTES) throw new RemoteError('wrong', 'sent a text without end');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
