import { AwsV4Signer } from 'aws4fetch';
import type { AwsKeys } from './credentials/aws-keys';

/** A request to a service of AWS, before it is signed. */
export interface Unsigned {
  method: string;
  url: URL;
  headers: Record<string, string>;
  /** Absent where a header tells its digest. */
  body?: string;
}

/** The headers of a request with its signature, version 4, for one service in one region. */
export async function signRequest(
  { method, url, headers, body }: Unsigned, keys: AwsKeys, service: string, region: string,
): Promise<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  const signer = new AwsV4Signer({ method, url: url.href, headers, body, accessKeyId, secretAccessKey, sessionToken, region, service });
  return Object.fromEntries((await signer.sign()).headers);
}
