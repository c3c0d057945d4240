import type { Readable } from 'node:stream';

/**
 * A store on another machine. An object is named by the SHA-256 of its bytes: whoever fetches one can tell right bytes from wrong ones,
 * and may put one twice. A ref is a name that is given to an object once and for all: `runs/<key>` to the record of a run, `nx/<hash>`
 * to what Nx caches. Every method throws a RemoteError where the remote cannot be used.
 */
export interface Remote {
  hasObject(digest: string): Promise<boolean>;
  /** The bytes from `offset` on, not verified yet; undefined where there is no such object. */
  getObject(digest: string, offset: number): Promise<ObjectBody | undefined>;
  putObject(file: LocalFile): Promise<void>;
  /** Digest of the object that the ref was given to. */
  readRef(name: string): Promise<string | undefined>;
  /** @returns false where the ref was given before; it stays as it is. */
  writeRef(name: string, digest: string): Promise<boolean>;
}

/** An object's bytes, on their way here. */
export interface ObjectBody {
  stream: Readable;
  /** Where the stream begins: the offset asked for, or 0 where the remote cannot begin later. */
  offset: number;
  /** Size of the whole object; NaN where the remote does not say. */
  bytes: number;
}

/** A file of this machine that can become an object. */
export interface LocalFile {
  path: string;
  bytes: number;
  digest: string;
}
