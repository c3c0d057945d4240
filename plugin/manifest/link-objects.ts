import type { Source } from '../../schemas/impulse';
import { isS3, parseS3Glob } from '../network/s3-glob';
import type { ErrorCollector } from './error-collector';
import type { DataSource } from './manifest';

/** Every file below a folder that a reader may know. */
export const ALL_RECORDINGS = '**/*.{wav,csv,json,cbor,parquet,png,jpg,jpeg}';

/** The path of a source whose files are objects: `s3://bucket/folder` stands for all recordings below. */
export function wholePath(path: string): string {
  if (!isS3(path) || /[*?{[]/.test(path)) return path;
  const [, , bucket, ...key] = path.split('/');
  const last = key.at(-1) ?? '';
  return last.includes('.') ? path : [`s3://${bucket}`, ...key.filter((folder) => folder !== ''), ALL_RECORDINGS].join('/');
}

/** Checks every `s3://` of a source, and takes over where and as whom they are asked for. */
export function linkObjects(source: Source, path: string[], errors: ErrorCollector): Pick<DataSource, 's3'> {
  const boxes = typeof source.boxes === 'string' ? { boxes: source.boxes } : { 'boxes.path': source.boxes?.path };
  const named = Object.entries({ path: source.path, labels: source.labels, ...boxes });
  const addresses = named.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && isS3(entry[1]));
  for (const [key, address] of addresses) {
    const parsed = parseS3Glob(address);
    if (typeof parsed === 'string') errors.report('IMP_S3_ADDRESS', { address, problem: parsed }, [...path, ...key.split('.')]);
  }
  if (source.s3 === undefined) return {};
  if (addresses.length > 0) return { s3: source.s3 };
  errors.report('IMP_PARAMETER_IDLE', { key: 's3', condition: 'path, labels or boxes begin with s3://' }, [...path, 's3'], 'key');
  return {};
}
