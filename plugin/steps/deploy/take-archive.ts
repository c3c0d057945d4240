import { closeSync, openSync, readFileSync, readSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listPlainFiles } from '../list-plain-files';
import { type ArchiveFile, zipFiles } from './zip-files';

/** What blocks of Edge Impulse leave. */
export const DEPLOY_ZIP = 'deploy.zip';

/** What is wrong with what a block left by our contract, which asks for files, or for one zip; undefined where nothing is. */
export function checkFiles(folder: string): string | undefined {
  const files = listPlainFiles(folder);
  if (files.length === 0) return 'it wrote no file below its output folder';
  return isOneZip(files) ? checkZip(folder, files[0]!) : undefined;
}

/** What is wrong with what a block left by the contract of Edge Impulse. */
export function checkDeployZip(folder: string): string | undefined {
  const files = listPlainFiles(folder);
  if (files.includes(DEPLOY_ZIP)) return checkZip(folder, DEPLOY_ZIP);
  return `it wrote ${files.slice(0, 5).join(', ') || 'nothing'}, but no ${DEPLOY_ZIP} into folders.output`;
}

/** One zip and nothing else is the archive; other files are packed into it. */
export function takeFiles(folder: string, archive: string): void {
  const files = listPlainFiles(folder);
  if (isOneZip(files)) renameSync(join(folder, files[0]!), archive);
  else writeFileSync(archive, zipFiles(files.map((path) => readArchiveFile(folder, path))));
}

function isOneZip(files: readonly string[]): boolean {
  return files.length === 1 && files[0]!.endsWith('.zip');
}

/** A zip begins with a file, or, without files, with its own end. */
function checkZip(folder: string, name: string): string | undefined {
  const head = Buffer.alloc(4);
  const file = openSync(join(folder, name), 'r');
  readSync(file, head);
  closeSync(file);
  return ['PK\x03\x04', 'PK\x05\x06'].includes(head.toString('latin1')) ? undefined : `its ${name} is no zip archive`;
}

function readArchiveFile(folder: string, path: string): ArchiveFile {
  const absolute = join(folder, path);
  return { path, bytes: readFileSync(absolute), isExecutable: (statSync(absolute).mode & 0o111) !== 0 };
}
