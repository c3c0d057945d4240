import { zipSync, type ZippableFile } from 'fflate';

/** A file of an archive. */
export interface ArchiveFile {
  path: string;
  bytes: Uint8Array;
  /** A program: it stays one where it is unpacked. */
  isExecutable?: boolean;
}

/** What ZIP notes of a program under Unix: a plain file with the mode 755. */
const EXECUTABLE = { os: 3, attrs: (0o100755 << 16) >>> 0 };

/** The same bytes for the same files: sorted, with the date at which ZIP's calendar begins. */
export function zipFiles(files: readonly ArchiveFile[]): Uint8Array {
  const mtime = new Date(1980, 0, 1);
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const entries = sorted.map(({ path, bytes, isExecutable }): [string, ZippableFile] => {
    return [path, [bytes, { mtime, level: 9, ...(isExecutable ? EXECUTABLE : {}) }]];
  });
  return zipSync(Object.fromEntries(entries));
}
