import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Container } from 'dockerode';
import type { LineQueue } from '../line-queue';

/** Both streams of a process arrive in one, framed by the daemon. Settles when it has printed all. */
export async function splitStreams(container: Container, stream: NodeJS.ReadableStream, push: LineQueue['push']): Promise<void> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  out.on('data', (bytes: Buffer) => push('stdout', bytes));
  err.on('data', (bytes: Buffer) => push('stderr', bytes));
  container.modem.demuxStream(stream, out, err);
  await finished(stream).catch(() => {});
}
