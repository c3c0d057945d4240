import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDigest } from '../../digest';
import { downloadObject } from '../download-object';
import { refuseLength, withUpload } from './receive-upload';
import type { Call, Reply } from './reply';

/**
 * `/v1/cache/<hash>`: the self-hosted remote cache of Nx. A hash of Nx is a ref to an object here, so what comes back is what was put.
 * Nx fails a whole run where its cache does; so trouble behind this server is a miss, and an upload that cannot be kept is refused with
 * the status of a read-only token, which Nx takes calmly.
 */
export async function answerNx(call: Call): Promise<Reply> {
  const { method } = call;
  try {
    return method === 'PUT' ? await putArtefact(call) : await getArtefact(call);
  } catch {
    return { status: method === 'PUT' ? 403 : 404 };
  }
}

async function putArtefact({ request, name, remote, workplace, maxBytes }: Call): Promise<Reply> {
  const refused = refuseLength(request, maxBytes);
  if (refused) return { status: refused };
  return withUpload(request, workplace, async (file) => {
    await remote.putObject(file);
    return { status: (await remote.writeRef(`nx/${name}`, file.digest)) ? 200 : 409 };
  });
}

/** Nx verifies nothing: the artefact is here, whole and right, before the first byte of it is sent. */
async function getArtefact({ name, remote, workplace, maxBytes }: Call): Promise<Reply> {
  const digest = await remote.readRef(`nx/${name}`);
  if (!isDigest(digest)) return { status: 404 };
  const folder = mkdtempSync(join(workplace, 'nx-'));
  try {
    const path = join(folder, 'artefact');
    if (!(await downloadObject(remote, digest, path, maxBytes))) return { status: 404 };
    const headers = { 'content-type': 'application/octet-stream', 'content-length': statSync(path).size };
    const stream = createReadStream(path);
    await new Promise((opened) => stream.once('open', opened));
    return { status: 200, headers, body: stream };
  } finally {
    // The open stream keeps the bytes.
    rmSync(folder, { recursive: true, force: true });
  }
}
