/** `s3://bucket/folder/**\/*.wav`, taken apart. */
export interface S3Glob {
  bucket: string;
  /** Of keys. */
  pattern: string;
}

const SCHEME = 's3://';

/** Whether a path of the manifest names objects of a bucket, not files. */
export function isS3(path: string): boolean {
  return path.startsWith(SCHEME);
}

/** Takes an address apart. @returns a few words where it is none */
export function parseS3Glob(address: string): S3Glob | string {
  const [bucket = '', ...segments] = address.slice(SCHEME.length).split('/');
  if (/[@:]/.test(bucket)) return 'it holds a user or a port; "s3.endpoint" names the server, the environment holds the credentials';
  if (!/^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/i.test(bucket)) return `"${bucket}" is no name of a bucket`;
  if (segments.some((segment, i) => ['.', '..'].includes(segment) || (segment === '' && i < segments.length - 1))) {
    return 'it holds a folder that is ".", ".." or empty';
  }
  return { bucket, pattern: segments.join('/') };
}

/** What every key that the pattern matches begins with. */
export function fixedPrefix(pattern: string): string {
  return pattern.split(/[*?{[]/, 1)[0]!;
}

/** Where the objects of an address lie below the `files` of a fetch: by bucket and key. */
export function fetchedPath(address: string): string {
  return address.slice(SCHEME.length);
}
