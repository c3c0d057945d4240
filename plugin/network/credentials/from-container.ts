import { readFileSync } from 'node:fs';
import { exchange } from '../exchange';
import { readText } from '../read-answer';
import { RemoteError, toRemoteError } from '../remote-error';
import { parseKeys } from './aws-keys';
import type { FindKeys } from './key-source';

/** Where ECS and EKS answer their containers. */
const ECS = 'http://169.254.170.2';
const NEAR = /^(localhost|127(\.\d+){3}|\[::1\]|169\.254\.170\.2|169\.254\.170\.23|\[fd00:ec2::23\])$/;

/**
 * The agent beside a container of ECS, or of EKS with Pod Identity, at `AWS_CONTAINER_CREDENTIALS_FULL_URI` or, below its own address,
 * `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI`; `AWS_CONTAINER_AUTHORIZATION_TOKEN(_FILE)` is shown to it.
 */
export const fromContainer: FindKeys = async ({ environment }) => {
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative, AWS_CONTAINER_CREDENTIALS_FULL_URI: full } = environment;
  const address = relative ? ECS + relative : full;
  if (!address) return 'AWS_CONTAINER_CREDENTIALS_FULL_URI and AWS_CONTAINER_CREDENTIALS_RELATIVE_URI are not set';
  const token = readToken(environment);
  const url = checkAddress(address);
  try {
    const keys = parseKeys(await readText(exchange({ method: 'GET', url, headers: token ? { authorization: token } : {} })));
    if (keys) return keys;
    throw new RemoteError('wrong', 'answers without keys');
  } catch (error) {
    const { trouble, message, status } = toRemoteError(error);
    throw new RemoteError(trouble, `is not asked: no keys of the container, since ${url.host} ${message}`, status);
  }
};

/** Keys and the token go over plain HTTP only where no network is between. */
function checkAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && NEAR.test(url.hostname))) return url;
  const problem = 'AWS_CONTAINER_CREDENTIALS_FULL_URI is neither https:// nor an address of this machine, of ECS or of EKS';
  throw new RemoteError('refused', `is not asked: ${problem}`);
}

function readToken(environment: NodeJS.ProcessEnv): string | undefined {
  const { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file, AWS_CONTAINER_AUTHORIZATION_TOKEN: token } = environment;
  if (!file) return token;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RemoteError('refused', `is not asked: ${file} of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE cannot be read (${code})`);
  }
}
