import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { Remote } from '../remote';

/** One request that may be answered. */
export interface Call {
  request: IncomingMessage;
  method: string;
  /** What the path names: a digest, a ref, a hash of Nx. */
  name: string;
  remote: Remote;
  /** Folder for files that live as long as a request. */
  workplace: string;
  maxBytes: number;
}

/** What a request is answered with. */
export interface Reply {
  status: number;
  headers?: Record<string, string | number>;
  body?: string | Readable;
}
