import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers a request in the server's place, or leaves it alone by returning false. */
export type BucketFault = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface BucketServer {
  address: string;
  /** What the bucket holds, by key: tests write it as they like. */
  objects: Map<string, Buffer>;
  /** "GET key", "LIST prefix", in order. */
  requests: string[];
  setFault(fault: BucketFault): void;
  close(): void;
}

/** Answers as S3 does to what lists and gets, with keys that no file system would take; checks nothing. */
export async function startBucketServer({ pageSize = 1000, encodes = true } = {}): Promise<BucketServer> {
  const objects = new Map<string, Buffer>();
  const requests: string[] = [];
  let fault: BucketFault = () => false;
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://bucket');
    const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'));
    requests.push(key === '' ? `LIST ${url.searchParams.get('prefix')}` : `GET ${key}${request.headers.range ? ` ${request.headers.range}` : ''}`);
    if (fault(request, response)) return;
    if (key === '') response.end(listPage(objects, url.searchParams, pageSize, encodes));
    else answerObject(objects.get(key), request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, objects, requests, setFault: (next) => (fault = next), close };
}

export const etagOf = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');

function listPage(objects: ReadonlyMap<string, Buffer>, query: URLSearchParams, size: number, encodes: boolean): string {
  const keys = [...objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '')).sort();
  const start = Number(query.get('continuation-token') ?? 0);
  const write = (key: string): string => (encodes ? encodeURIComponent(key).replace(/%20/g, '+').replace(/%2F/g, '/') : key.replace(/&/g, '&amp;').replace(/</g, '&lt;'));
  const rows = keys.slice(start, start + size).map((key) => {
    const bytes = objects.get(key)!;
    const etag = `<ETag>&quot;${etagOf(bytes)}&quot;</ETag>`;
    return `<Contents><Key>${write(key)}</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified>${etag}<Size>${bytes.length}</Size></Contents>`;
  });
  const more = start + size < keys.length;
  const next = more ? `<NextContinuationToken>${start + size}</NextContinuationToken>` : '';
  const encoding = encodes ? '<EncodingType>url</EncodingType>' : '';
  return `<?xml version="1.0"?><ListBucketResult xmlns="x">${encoding}<IsTruncated>${more}</IsTruncated>${next}${rows.join('')}</ListBucketResult>`;
}

function answerObject(bytes: Buffer | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (bytes === undefined) return void response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
  const etag = `"${etagOf(bytes)}"`;
  if ((request.headers['if-match'] ?? etag) !== etag) return void response.writeHead(412).end('<Error><Code>PreconditionFailed</Code></Error>');
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const range = start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {};
  response.writeHead(start > 0 ? 206 : 200, { etag, 'content-length': bytes.length - start, ...range }).end(bytes.subarray(start));
}
