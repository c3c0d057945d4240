import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { digestText } from '../digest';
import type { FileSlice } from '../../network/exchange';
import { toBase64 } from '../../network/open-s3';
import { elementOf, readText } from '../../network/read-answer';
import type { Send } from './http-store';
import type { LocalFile, Remote } from './remote';
import { RemoteError } from '../../network/remote-error';

/** Larger objects go in parts of this size, or in larger ones where S3's 10,000 parts would not do. */
export const PART_BYTES = 1 << 24;
const MOST_PARTS = 10_000;

interface Part {
  number: number;
  etag: string;
  checksum: string;
}

/** Uploads a large object. An upload that was interrupted, here or on another machine, goes on with the parts that it has. */
export async function putInParts(send: Send, remote: Pick<Remote, 'hasObject'>, file: LocalFile): Promise<void> {
  const name = `objects/${file.digest}`;
  try {
    const uploadId = (await findUpload(send, name)) ?? (await beginUpload(send, name));
    const stored = await listParts(send, name, uploadId);
    const parts: Part[] = [];
    for (const slice of slicesOf(file)) parts.push(await putPart(send, name, { slice, number: parts.length + 1, uploadId, stored }));
    await completeUpload(send, name, uploadId, parts);
  } catch (error) {
    const isGone = error instanceof RemoteError && error.status === 404;
    // Two machines that go on with one upload put the same parts; the first completes it for both.
    if (!isGone || !(await remote.hasObject(file.digest))) throw error;
  }
}

function* slicesOf({ path, bytes }: LocalFile): Generator<FileSlice> {
  const partBytes = Math.max(PART_BYTES, Math.ceil(bytes / MOST_PARTS));
  for (let start = 0; start < bytes; start += partBytes) yield { path, start, bytes: Math.min(partBytes, bytes - start) };
}

async function findUpload(send: Send, name: string): Promise<string | undefined> {
  return elementOf(await readText(send('GET', name, { query: { uploads: '' } })), 'UploadId');
}

async function beginUpload(send: Send, name: string): Promise<string> {
  const headers = { 'x-amz-checksum-algorithm': 'SHA256' };
  return elementOf(await readText(send('POST', name, { query: { uploads: '' }, headers })), 'UploadId') ?? '';
}

async function listParts(send: Send, name: string, uploadId: string): Promise<Part[]> {
  const xml = await readText(send('GET', name, { query: { uploadId } }));
  return [...xml.matchAll(/<Part>.*?<\/Part>/gs)].map(([part]) => ({
    number: Number(elementOf(part, 'PartNumber')),
    etag: elementOf(part, 'ETag') ?? '',
    checksum: elementOf(part, 'ChecksumSHA256') ?? '',
  }));
}

interface PartUpload {
  slice: FileSlice;
  number: number;
  uploadId: string;
  stored: readonly Part[];
}

async function putPart(send: Send, name: string, { slice, number, uploadId, stored }: PartUpload): Promise<Part> {
  const digest = await digestSlice(slice);
  const checksum = toBase64(digest);
  const known = stored.find((part) => part.number === number && part.checksum === checksum);
  if (known) return known;
  const answer = send('PUT', name, { query: { partNumber: String(number), uploadId }, body: slice, digest });
  await readText(answer);
  return { number, etag: (await answer).headers.etag ?? '', checksum };
}

async function completeUpload(send: Send, name: string, uploadId: string, parts: readonly Part[]): Promise<void> {
  const rows = parts.map(({ number, etag, checksum }) =>
    `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag><ChecksumSHA256>${checksum}</ChecksumSHA256></Part>`);
  const body = `<CompleteMultipartUpload>${rows.join('')}</CompleteMultipartUpload>`;
  const xml = await readText(send('POST', name, { query: { uploadId }, body, digest: digestText(body) }));
  // S3 begins its answer before it is done, and may find out later that it failed.
  if (xml.includes('<Error>')) throw new RemoteError('away', `answers ${elementOf(xml, 'Code')}`);
}

async function digestSlice({ path, start, bytes }: FileSlice): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { start, end: start + bytes - 1 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}
