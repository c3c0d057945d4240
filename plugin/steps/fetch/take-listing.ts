import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { compareText, inAnyCase } from '../../data/find-files';
import { compileGlob } from '../../data/match-glob';
import { ImpulseError } from '../../errors';
import { writeFileWhole } from '../../files/write-file';
import { findS3Access, type S3Access, type S3Choice } from '../../network/aws-access';
import { isMd5, listObjects, type S3Object } from '../../network/list-objects';
import { openS3 } from '../../network/open-s3';
import { fixedPrefix, parseS3Glob, type S3Glob } from '../../network/s3-glob';
import { cacheRoot } from '../../paths';
import { readJson } from '../read-json';
import { missingObjects } from './object-cache';
import { toS3Error } from './s3-error';

/** Parameters of the step. */
export interface FetchParams {
  /** Addresses of objects. */
  globs: string[];
  access: S3Choice;
}

/** What a bucket had at a moment, of what an address names. */
export interface Listing {
  glob: string;
  bucket: string;
  /** ISO 8601. */
  listedAt: string;
  /** In the order of their keys. */
  objects: S3Object[];
}

/**
 * What the result of a fetch depends on, as one digest an address: key, ETag and size of each object, and the time of its last change where
 * its ETag says nothing of the bytes. Asks the bucket, every time.
 *
 * @throws IMP_S3_AWAY, IMP_S3_REFUSED, IMP_S3_WRONG, IMP_S3_NONE, IMP_S3_OFFLINE
 */
export async function digestListings(params: Record<string, unknown>): Promise<Record<string, string>> {
  const { globs, access: choice } = params as unknown as FetchParams;
  const access = findS3Access(choice);
  const digests: [string, string][] = [];
  for (const glob of globs) digests.push([glob, digestListing(isOffline() ? requireKept(glob, access) : await list(glob, access))]);
  return Object.fromEntries(digests);
}

/** The listing that the key of this step was made of: the one that was kept last. */
export async function takeListing(glob: string, access: S3Access): Promise<Listing> {
  if (isOffline()) return requireKept(glob, access);
  return readKept(glob, access) ?? list(glob, access);
}

/** Whether nothing may be asked for: what is on this machine has to do. */
export function isOffline(): boolean {
  return !['', '0', 'false', undefined].includes(process.env.NX_IMPULSE_OFFLINE);
}

async function list(glob: string, access: S3Access): Promise<Listing> {
  const { bucket, pattern } = parseS3Glob(glob) as S3Glob;
  const prefix = fixedPrefix(pattern);
  const all = await listObjects(openS3(bucket, access), prefix).catch((error: unknown) => {
    throw toS3Error(error, `The bucket "${bucket}" of ${access.endpoint}`, describeKept(glob, access));
  });
  const matches = compileGlob(inAnyCase(pattern));
  const isNamed = ({ key, bytes }: S3Object): boolean => !isFolder(key, bytes) && (matches.test(key) || matches.test(withNames(key)));
  const objects = all.filter(isNamed).sort((a, b) => compareText(a.key, b.key));
  if (objects.length === 0) throw new ImpulseError('IMP_S3_NONE', { glob, count: all.length, prefix: `s3://${bucket}/${prefix}` });
  const listing = { glob, bucket, listedAt: new Date().toISOString(), objects };
  writeFileWhole(join(folderOfListings(), keptName(glob, access)), JSON.stringify(listing));
  return listing;
}

/** Some tools write an empty object whose key ends with a slash, so that a folder is seen where nothing is in it. */
function isFolder(key: string, bytes: number): boolean {
  return key.endsWith('/') && bytes === 0;
}

/** The key as if all its folders had names: no wildcard matches the others, and they would be left out without a word. */
function withNames(key: string): string {
  return key.split('/').map((segment) => (['', '.', '..'].includes(segment) ? '_' : segment)).join('/');
}

function digestListing({ objects }: Listing): string {
  const hash = createHash('sha256');
  for (const { key, etag, bytes, modified } of objects) hash.update(JSON.stringify([key, etag, bytes, isMd5(etag) ? '' : modified]));
  return hash.digest('hex');
}

function requireKept(glob: string, access: S3Access): Listing {
  const kept = readKept(glob, access);
  if (kept !== undefined) return kept;
  throw new ImpulseError('IMP_S3_OFFLINE', { glob, problem: 'what it names was never listed on this machine' });
}

/** What can be done without the server. */
function describeKept(glob: string, access: S3Access): string | undefined {
  const kept = readKept(glob, access);
  if (kept === undefined || missingObjects(kept, access).length > 0) return undefined;
  return `all ${kept.objects.length} objects of ${kept.listedAt.slice(0, 16).replace('T', ' ')} UTC are on this machine`;
}

function readKept(glob: string, access: S3Access): Listing | undefined {
  try {
    return readJson<Listing>(folderOfListings(), keptName(glob, access));
  } catch {
    return undefined;
  }
}

function keptName(glob: string, { endpoint }: S3Access): string {
  return `${createHash('sha256').update(JSON.stringify([endpoint, glob])).digest('hex')}.json`;
}

function folderOfListings(): string {
  return join(cacheRoot(), 'bucket-listings');
}
