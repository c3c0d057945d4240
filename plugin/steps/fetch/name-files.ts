import type { S3Object } from '../../network/list-objects';

/** Of file systems that count bytes. */
const LONGEST_NAME = 255;

/** An object that can be no file, and why. */
export interface RefusedObject {
  /** Bucket and key. */
  file: string;
  problem: string;
}

/**
 * The files that objects become: `<bucket>/<key>`.
 *
 * @returns `refused`: keys that would leave the folder, or that no file system takes.
 */
export function nameFiles(bucket: string, objects: readonly S3Object[]): { files: Map<string, S3Object>; refused: RefusedObject[] } {
  const folders = new Set(objects.flatMap(({ key }) => [...key.matchAll(/\//g)].map(({ index }) => key.slice(0, index))));
  const files = new Map<string, S3Object>();
  const refused: RefusedObject[] = [];
  for (const object of objects) {
    const problem = problemOf(object.key) ?? (folders.has(object.key) ? 'it is the folder of others, too' : undefined);
    const file = `${bucket}/${object.key}`;
    if (problem === undefined) files.set(file, object);
    else refused.push({ file, problem });
  }
  return { files, refused };
}

function problemOf(key: string): string | undefined {
  const segments = key.split('/');
  if (segments.includes('')) return 'a folder in it has no name';
  if (segments.some((segment) => ['.', '..'].includes(segment))) return 'it leads to another folder';
  if (/[\\\0-\x1f\x7f]/.test(key)) return 'it holds a backslash or a control character';
  if (segments.some((segment) => Buffer.byteLength(segment) > LONGEST_NAME)) return `a name in it is longer than ${LONGEST_NAME} bytes`;
  return undefined;
}
