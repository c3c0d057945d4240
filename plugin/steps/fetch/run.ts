import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ImpulseError } from '../../errors';
import { linkOrCopy } from '../../files/stored-file';
import { findS3Access, type S3Access } from '../../network/aws-access';
import type { S3Object } from '../../network/list-objects';
import { formatBytes, formatCount } from '../report/format-figures';
import type { RunStep, StepContext } from '../step';
import { nameFiles, type RefusedObject } from './name-files';
import { fetchMissing, missingObjects, objectPath } from './object-cache';
import { toS3Error } from './s3-error';
import { isOffline, takeListing, type FetchParams, type Listing } from './take-listing';

/** Writes `files/<bucket>/<key>`, and `refused.json`: objects that can be no files. */
export const run: RunStep = async (context) => {
  const { params, output } = context;
  const { globs, access: choice } = params as FetchParams;
  const access = findS3Access(choice);
  /** Two addresses may name the same object. */
  const fetched = new Map<string, { object: S3Object; path: string }>();
  const refused = new Map<string, RefusedObject>();
  for (const glob of globs) {
    const listing = await takeListing(glob, access);
    const named = nameFiles(listing.bucket, listing.objects);
    for (const row of named.refused) refused.set(row.file, row);
    await bring({ ...listing, objects: [...named.files.values()] }, access, context);
    for (const [file, object] of named.files) fetched.set(file, { object, path: objectPath(listing.bucket, object, access) });
  }
  for (const [file, { path }] of fetched) link(path, join(output, 'files', file));
  writeFileSync(join(output, 'refused.json'), `${JSON.stringify([...refused.values()], null, 1)}\n`);
  return { objects: fetched.size, bytes: sumBytes([...fetched.values()].map(({ object }) => object)), refused: refused.size };
};

/** Sees to it that all objects of a listing are on this machine. @throws IMP_S3_*, IMP_INPUT_CHANGED */
async function bring(listing: Listing, access: S3Access, { id, progress }: StepContext): Promise<void> {
  const { glob, bucket } = listing;
  const missing = missingObjects(listing, access);
  if (missing.length === 0) return;
  if (isOffline()) {
    const problem = `${missing.length} of its ${listing.objects.length} objects are not on this machine`;
    throw new ImpulseError('IMP_S3_OFFLINE', { glob, problem });
  }
  const [count, bytes] = [missing.length, sumBytes(missing)];
  let [done, doneBytes] = [0, 0];
  const onWait = (): void => progress(`waits for another fetch from ${bucket}`);
  const onFetched = (object: S3Object): void => {
    done++;
    doneBytes += object.bytes;
    // A line for each of very many would drown the rest.
    if (Math.floor((done * 100) / count) === Math.floor(((done - 1) * 100) / count)) return;
    progress(`${formatCount(done)} of ${formatCount(count)} objects, ${formatBytes(doneBytes)} of ${formatBytes(bytes)}`, done / count);
  };
  const onGone = (): never => {
    throw new ImpulseError('IMP_INPUT_CHANGED', { id });
  };
  await fetchMissing(listing, access, { onWait, onFetched, onGone }).catch((error: unknown) => {
    throw toS3Error(error, `The bucket "${bucket}" of ${access.endpoint}`);
  });
}

function link(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  linkOrCopy(from, to);
}

function sumBytes(objects: readonly S3Object[]): number {
  return objects.reduce((sum, { bytes }) => sum + bytes, 0);
}
