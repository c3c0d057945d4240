import { exchange, type Request } from '../exchange';
import { readText } from '../read-answer';
import { toRemoteError } from '../remote-error';
import { parseKeys } from './aws-keys';
import type { FindKeys } from './key-source';

const SERVICE = 'http://169.254.169.254';
const ROLES = '/latest/meta-data/iam/security-credentials/';

/** Where nothing answers is no machine of EC2; whoever has no keys at all should not wait long to hear it. */
const PATIENCE_MS = 1000;

/**
 * The role of a virtual machine of EC2, told by its metadata service in the second version, which wants a token first (Amazon EC2 User
 * Guide, "Use the Instance Metadata Service"). `AWS_EC2_METADATA_DISABLED` switches it off, `AWS_EC2_METADATA_SERVICE_ENDPOINT` moves it.
 */
export const fromMachine: FindKeys = async ({ environment }) => {
  if (environment.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true') return 'AWS_EC2_METADATA_DISABLED is set';
  const service = environment.AWS_EC2_METADATA_SERVICE_ENDPOINT ?? SERVICE;
  if (!URL.canParse(service)) return 'AWS_EC2_METADATA_SERVICE_ENDPOINT is no address';
  const ask = (method: Request['method'], path: string, headers: Record<string, string>): Promise<string> =>
    readText(exchange({ method, url: new URL(path, service), headers, withinMs: PATIENCE_MS }));
  try {
    const token = { 'x-aws-ec2-metadata-token': await ask('PUT', '/latest/api/token', { 'x-aws-ec2-metadata-token-ttl-seconds': '300' }) };
    const [role] = (await ask('GET', ROLES, token)).split('\n');
    return parseKeys(await ask('GET', ROLES + encodeURIComponent(role!), token)) ?? `${service} answers without keys`;
  } catch (error) {
    const { message, status } = toRemoteError(error);
    return status === 404 ? `${service} knows no role of it` : `${service} ${message}`;
  }
};
