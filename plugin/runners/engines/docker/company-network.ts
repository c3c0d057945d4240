import { readFileSync } from 'node:fs';
import { ImpulseError } from '../../../errors';
import type { Mount } from '../engine';

/** Name of the certificates in a build's context. */
export const CA_FILE = '.nx-impulse-ca.crt';

/** Where containers find a company's certificates. */
const CA_INSIDE = '/etc/nx-impulse/ca.crt';

/** What OpenSSL, Python's pip and requests, curl, git and Node look at. */
const CA_VARIABLES = ['SSL_CERT_FILE', 'PIP_CERT', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'GIT_SSL_CAINFO', 'NODE_EXTRA_CA_CERTS'];

const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];

/** The proxies of this machine, for builds and for steps that may use the network. */
export function proxyVariables(): Record<string, string> {
  return Object.fromEntries(PROXY_VARIABLES.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** The certificates of a company's proxy: the file that `IMPULSE_CA_BUNDLE` names, or the one that Node itself was told to trust. */
function caBundle(): string | undefined {
  return process.env.IMPULSE_CA_BUNDLE || process.env.NODE_EXTRA_CA_CERTS || undefined;
}

/** What a container that may use the network has to know of this machine's. */
export function companyNetwork(): { mounts: Mount[]; env: Record<string, string> } {
  const bundle = caBundle();
  if (bundle === undefined) return { mounts: [], env: proxyVariables() };
  const trusted = Object.fromEntries(CA_VARIABLES.map((name) => [name, CA_INSIDE]));
  return { mounts: [{ host: bundle, inside: CA_INSIDE }], env: { ...proxyVariables(), ...trusted } };
}

/**
 * A Dockerfile whose every stage trusts the bundle. By ARG, not ENV: the variables are there while it builds and not in the image.
 *
 * @throws IMP_CA_BUNDLE_MISSING
 */
export function trustCa(dockerfile: string): { dockerfile: string; bundle?: Buffer } {
  const path = caBundle();
  if (path === undefined) return { dockerfile };
  const lines = [`COPY ${CA_FILE} ${CA_INSIDE}`, ...CA_VARIABLES.map((name) => `ARG ${name}=${CA_INSIDE}`)];
  return { dockerfile: dockerfile.replace(/^\s*FROM\s.*$/gim, (from) => [from, ...lines].join('\n')), bundle: readBundle(path) };
}

function readBundle(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ImpulseError('IMP_CA_BUNDLE_MISSING', { file: path, problem: (error as Error).message });
  }
}
