import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileWhole } from '../../files/write-file';
import { cacheRoot } from '../../paths';
import { digestFile, isDigest } from '../digest';
import { readRun, recordRun, runPath } from '../run-cache';
import { listingPath, missingObjects, objectPath, openTree, readListing, takeObject } from '../store';
import { downloadObject } from './download-object';
import { inParallel } from '../../network/in-parallel';
import { TEXT_BYTES } from '../../network/limits';
import { parseListing, parseRun } from './parse-arrivals';
import type { LocalFile, Remote } from './remote';
import { RemoteError } from '../../network/remote-error';

/** Brings the run of a key, with every object that is not here yet, into store and run cache. Nothing happens where the remote has none. */
export async function bringRun(remote: Remote, key: string): Promise<void> {
  const record = await remote.readRef(`runs/${key}`);
  if (record === undefined) return;
  if (!isDigest(record)) throw new RemoteError('wrong', `sent no digest for the run ${key}`);
  const workplace = join(cacheRoot(), 'tmp', `${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(workplace, { recursive: true });

  async function bring(digest: string, maxBytes: number): Promise<string> {
    const path = join(workplace, digest);
    if (await downloadObject(remote, digest, path, maxBytes)) return path;
    throw new RemoteError('wrong', `has lost the object ${digest}`);
  }

  try {
    const run = parseRun(readFileSync(await bring(record, TEXT_BYTES), 'utf8'));
    const listing = readFileSync(await bring(run.tree, TEXT_BYTES), 'utf8');
    await inParallel(missingObjects(parseListing(listing)), async ({ digest, bytes }) => takeObject(await bring(digest, bytes), digest));
    writeFileWhole(listingPath(run.tree), listing);
    if (openTree(run.tree) === undefined) throw new RemoteError('wrong', `has a broken tree for the run ${key}`);
    recordRun(key, run);
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
}

/**
 * Puts the run of a key, which is in the run cache, where other machines find it: its record is named last, when all is there. Where
 * another machine was first, its run takes the place of this one, so that both go on with the same result.
 *
 * @param putAgain also what the remote says it has: it had wrong bytes.
 */
export async function shareRun(remote: Remote, key: string, putAgain: boolean): Promise<void> {
  const { tree } = readRun(runPath(key))!;
  const files = readListing(tree)!.map(({ bytes, digest }): LocalFile => ({ path: objectPath(digest), bytes, digest }));
  const record = describeFile(runPath(key));
  const objects = new Map([...files, describeFile(listingPath(tree)), record].map((file) => [file.digest, file]));
  await inParallel([...objects.values()], async (file) => {
    if (putAgain || !(await remote.hasObject(file.digest))) await remote.putObject(file);
  });
  if (!(await remote.writeRef(`runs/${key}`, record.digest))) await bringRun(remote, key);
}

function describeFile(path: string): LocalFile {
  return { path, bytes: statSync(path).size, digest: digestFile(path) };
}
