import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isUntouched, linkOrCopy, markStored } from '../files/stored-file';
import { writeFileWhole } from '../files/write-file';
import { cacheRoot } from '../paths';
import { digestFile, digestText } from './digest';
import { listFiles } from './list-files';

/** One file of an artefact. */
export interface TreeFile {
  path: string;
  bytes: number;
  digest: string;
}

/**
 * Takes the files of a folder into the content store and returns the tree's digest. The store holds each content once
 * (`objects/<digest>`), the listing of each tree (`listings/<digest>.json`) and the tree itself made of hard links
 * (`trees/<digest>/`). Nothing is visible before it is whole.
 */
export function storeTree(folder: string): { tree: string; files: TreeFile[] } {
  const files = listFiles(folder).map((path) => storeFile(folder, path));
  const listing = JSON.stringify(files);
  const tree = digestText(listing);
  writeFileWhole(listingPath(tree), listing);
  // What was stored before is believed no more than what was just made.
  if (existsSync(treePath(tree))) verifyTree(tree);
  linkTree(tree, files);
  return { tree, files };
}

/** Absolute folder of a stored tree, or undefined where a file of it is missing or was changed. Verified at each call. */
export function openTree(tree: string): string | undefined {
  const files = readListing(tree);
  if (files === undefined) return undefined;
  const folder = treePath(tree);
  if (isWhole(folder, files)) return folder;
  if (!files.every((file) => isStored(objectPath(file.digest), file))) return undefined;
  linkTree(tree, files);
  return folder;
}

/**
 * Whether every file of a stored tree still has the bytes that it had when it was stored: all of them are read, since a disk that loses a
 * bit keeps size and time stamp. What differs is removed, so that the tree is made again.
 */
export function verifyTree(tree: string): boolean {
  const files = readListing(tree);
  const damaged = (files ?? []).filter(({ path, digest }) => !hasDigest(join(treePath(tree), path), digest));
  for (const { path, digest } of damaged) {
    rmSync(join(treePath(tree), path), { force: true });
    if (!hasDigest(objectPath(digest), digest)) rmSync(objectPath(digest), { force: true });
  }
  return files !== undefined && damaged.length === 0;
}

/** The files of a stored tree, or undefined where it is not known, or its listing was changed. */
export function readListing(tree: string): TreeFile[] | undefined {
  try {
    const listing = readFileSync(listingPath(tree), 'utf8');
    return digestText(listing) === tree ? (JSON.parse(listing) as TreeFile[]) : undefined;
  } catch {
    return undefined;
  }
}

/** The objects of these files that the store does not have, each once. */
export function missingObjects(files: readonly TreeFile[]): TreeFile[] {
  const distinct = new Map(files.map((file) => [file.digest, file]));
  return [...distinct.values()].filter((file) => !isStored(objectPath(file.digest), file));
}

/** Makes the file at `from`, whose content has that digest, an object of the store. */
export function takeObject(from: string, digest: string): void {
  const object = objectPath(digest);
  mkdirSync(dirname(object), { recursive: true });
  const partial = `${object}.${randomBytes(4).toString('hex')}.tmp`;
  linkOrCopy(from, partial);
  chmodSync(partial, 0o444);
  markStored(partial);
  renameSync(partial, object);
}

/** Folder of the content store. */
export const storeRoot = (): string => join(cacheRoot(), 'store');
/** File of one content, by its SHA-256. */
export const objectPath = (digest: string): string => join(storeRoot(), 'objects', digest.slice(0, 2), digest.slice(2));
/** Folder of one artefact, laid out. */
export const treePath = (tree: string): string => join(storeRoot(), 'trees', tree);
/** File that lists an artefact: its files and their digests. */
export const listingPath = (tree: string): string => join(storeRoot(), 'listings', `${tree}.json`);

function storeFile(folder: string, path: string): TreeFile {
  const from = join(folder, path);
  const digest = digestFile(from);
  const file = { path, bytes: statSync(from).size, digest };
  if (!isStored(objectPath(digest), file) || !hasDigest(objectPath(digest), digest)) takeObject(from, digest);
  return file;
}

/** Whether a stored file still has its content; one that somebody wrote to is removed. */
function isStored(path: string, { bytes, digest }: TreeFile): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return false;
  if (isUntouched(path, bytes)) return true;
  if (stat.size === bytes && digestFile(path) === digest) {
    markStored(path);
    return true;
  }
  rmSync(path, { force: true });
  return false;
}

function hasDigest(path: string, digest: string): boolean {
  return existsSync(path) && digestFile(path) === digest;
}

function isWhole(folder: string, files: readonly TreeFile[]): boolean {
  if (!existsSync(folder) || listFiles(folder).length !== files.length) return false;
  return files.every((file) => isStored(join(folder, file.path), file));
}

/** Builds the tree beside its place and renames it; where another process was faster, its equal tree stays. */
function linkTree(tree: string, files: readonly TreeFile[]): void {
  const folder = treePath(tree);
  if (isWhole(folder, files)) return;
  const partial = `${folder}.${randomBytes(4).toString('hex')}.tmp`;
  mkdirSync(partial, { recursive: true });
  for (const parent of new Set(files.map(({ path }) => dirname(path)))) mkdirSync(join(partial, parent), { recursive: true });
  for (const file of files) {
    const path = join(partial, file.path);
    const isLink = linkOrCopy(objectPath(file.digest), path);
    // A copy has yet to be marked.
    if (!isLink) isStored(path, file);
  }
  if (!isWhole(folder, files)) rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!isWhole(folder, files)) throw error;
  }
}
