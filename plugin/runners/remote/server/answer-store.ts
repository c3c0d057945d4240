import { isDigest } from '../../digest';
import { readBody } from '../../../network/read-body';
import { refuseLength, withUpload } from './receive-upload';
import type { Call, Reply } from './reply';

/** `/v1/store/objects/<digest>`: content that proves its name, so it may be put again. */
export async function answerObject({ request, method, name: digest, remote, workplace, maxBytes }: Call): Promise<Reply> {
  if (method === 'HEAD') return { status: (await remote.hasObject(digest)) ? 200 : 404 };
  if (method === 'GET') return sendObject(await remote.getObject(digest, offsetOf(request.headers.range)));
  const refused = refuseLength(request, maxBytes);
  if (refused) return { status: refused };
  return withUpload(request, workplace, async (file) => {
    if (file.digest !== digest) return { status: 422, body: 'These bytes have another SHA-256.' };
    await remote.putObject(file);
    return { status: 200 };
  });
}

/** `/v1/store/runs/<key>` and `/v1/store/nx/<hash>`: written once. */
export async function answerRef({ request, method, name, remote }: Call): Promise<Reply> {
  if (method !== 'PUT') {
    const digest = await remote.readRef(name);
    return digest === undefined ? { status: 404 } : { status: 200, body: digest };
  }
  const refused = refuseLength(request, 64);
  if (refused) return { status: refused };
  const digest = await readBody(request);
  if (!isDigest(digest)) return { status: 422, body: 'This is no SHA-256.' };
  return { status: (await remote.writeRef(name, digest)) ? 200 : 412 };
}

function sendObject(body: Awaited<ReturnType<Call['remote']['getObject']>>): Reply {
  if (body === undefined) return { status: 404 };
  const { stream, offset, bytes } = body;
  const headers: Reply['headers'] = { 'content-type': 'application/octet-stream' };
  if (!Number.isNaN(bytes)) headers['content-length'] = bytes - offset;
  if (offset > 0) headers['content-range'] = `bytes ${offset}-${bytes - 1}/${bytes}`;
  return { status: offset > 0 ? 206 : 200, headers, body: stream };
}

function offsetOf(range: string | undefined): number {
  return Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
}
