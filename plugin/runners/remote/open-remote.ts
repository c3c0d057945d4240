import { ImpulseError } from '../../errors';
import type { Remote } from './remote';

/**
 * Opens `s3://bucket/prefix`, or the server of `nx-impulse cache-server` at http(s)://host. Nothing is sent yet.
 *
 * @param token for a server; S3 takes its credentials from the variables AWS_*.
 * @throws ImpulseError IMP_REMOTE_ADDRESS
 */
export async function openRemote(address: string, token?: string): Promise<Remote> {
  const url = parseAddress(address);
  if (url.protocol === 's3:') return (await import('./s3-remote')).openS3Remote(url);
  return (await import('./server-remote')).openServerRemote(url, token);
}

function parseAddress(address: string): URL {
  const refuse = (problem: string): ImpulseError => new ImpulseError('IMP_REMOTE_ADDRESS', { problem });
  if (!URL.canParse(address)) throw refuse(`"${address}" is none`);
  const url = new URL(address);
  if (url.username || url.password) throw refuse('it holds a name or a password, which would show in logs');
  if (!['s3:', 'http:', 'https:'].includes(url.protocol)) throw refuse(`"${url.protocol}//" is not known`);
  if (url.hostname === '') throw refuse(`"${address}" names no ${url.protocol === 's3:' ? 'bucket' : 'host'}`);
  return url;
}
