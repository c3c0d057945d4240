import { findS3Access } from '../../network/aws-access';
import { openS3 } from '../../network/open-s3';
import { openHttpStore, type Send } from './http-store';
import type { Remote } from './remote';
import { PART_BYTES, putInParts } from './s3-multipart';

/**
 * `s3://<bucket>/<prefix>` at Amazon or, by AWS_ENDPOINT_URL, at anything that speaks like it. Region and credentials come from the
 * usual AWS_* variables, or the profile of the shared files. Checksums travel with every upload, and S3 refuses what does not fit them.
 */
export function openS3Remote(place: URL, environment: NodeJS.ProcessEnv = process.env): Remote {
  const send = openSender(place, environment);
  const store = openHttpStore(send);
  return { ...store, putObject: (file) => (file.bytes > PART_BYTES ? putInParts(send, store, file) : store.putObject(file)) };
}

function openSender(place: URL, environment: NodeJS.ProcessEnv): Send {
  const ask = openS3(place.hostname, findS3Access({}, environment));
  const prefix = place.pathname.split('/').filter(Boolean).map((folder) => `${decoded(folder)}/`).join('');
  return (method, name, question = {}) => {
    // It is the bucket that knows which uploads are going on.
    const listsUploads = method === 'GET' && 'uploads' in (question.query ?? {});
    if (!listsUploads) return ask(method, prefix + name, question);
    return ask(method, '', { ...question, query: { ...question.query, prefix: prefix + name } });
  };
}

function decoded(folder: string): string {
  try {
    return decodeURIComponent(folder);
  } catch {
    return folder;
  }
}
