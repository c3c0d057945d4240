import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { acquireLock } from '../../files/lock';
import { isUntouched, markStored } from '../../files/stored-file';
import type { S3Access } from '../../network/aws-access';
import { fetchObject } from '../../network/fetch-object';
import { inParallel } from '../../network/in-parallel';
import { isMd5, type S3Object } from '../../network/list-objects';
import { openS3 } from '../../network/open-s3';
import { cacheRoot } from '../../paths';

/** Parts of objects that nobody went on with for this long are removed. */
const PARTS_KEPT_MS = 7 * 24 * 3600 * 1000;

const PART = '.part';

/** Objects of a bucket. */
export interface Objects {
  bucket: string;
  objects: readonly S3Object[];
}

/** Where an object lies on this machine, for all impulses: another content has another place. */
export function objectPath(bucket: string, { key, etag, bytes, modified }: S3Object, { endpoint }: S3Access): string {
  const identity = JSON.stringify([endpoint, bucket, key, etag, bytes, isMd5(etag) ? '' : modified]);
  const name = createHash('sha256').update(identity).digest('hex');
  return join(root(), name.slice(0, 2), name.slice(2));
}

/** Those that are not on this machine, or were written to. */
export function missingObjects({ bucket, objects }: Objects, access: S3Access): S3Object[] {
  return objects.filter((object) => !isUntouched(objectPath(bucket, object, access), object.bytes));
}

/** What a fetch hears. */
export interface FetchWatcher {
  onWait(): void;
  /** After each object. */
  onFetched(object: S3Object): void;
  /** For one that is not there as it was listed. */
  onGone(object: S3Object): void;
}

/** Fetches what is missing, several at a time. Another process that fetches from the same bucket is waited for: it may bring the same. */
export async function fetchMissing({ bucket, objects }: Objects, access: S3Access, watcher: FetchWatcher): Promise<void> {
  const ask = openS3(bucket, access);
  const name = createHash('sha256').update(`${access.endpoint}/${bucket}`).digest('hex');
  const lock = await acquireLock(join(cacheRoot(), 'locks', `bucket-${name}`), watcher.onWait);
  try {
    await inParallel(missingObjects({ bucket, objects }, access), async (object) => {
      const path = objectPath(bucket, object, access);
      const part = path + PART;
      mkdirSync(dirname(path), { recursive: true });
      if (!(await fetchObject(ask, object, part))) return watcher.onGone(object);
      markStored(part);
      renameSync(part, path);
      watcher.onFetched(object);
    });
  } finally {
    lock.release();
  }
}

/** Removes objects that no result shares any more, and parts of others that were left long ago. */
export function pruneObjects(): void {
  for (const name of existsSync(root()) ? readdirSync(root(), { recursive: true }).map(String) : []) {
    const path = join(root(), name);
    const stat = statSync(path);
    if (!stat.isFile()) continue;
    const isOld = name.endsWith(PART) ? Date.now() - stat.mtimeMs > PARTS_KEPT_MS : stat.nlink <= 1;
    if (isOld) rmSync(path, { force: true });
  }
}

function root(): string {
  return join(cacheRoot(), 'objects');
}
