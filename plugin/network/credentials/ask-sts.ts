import { randomBytes } from 'node:crypto';
import { domainOf } from '../aws-domain';
import { exchange } from '../exchange';
import { elementOf, readText } from '../read-answer';
import { RemoteError, toRemoteError } from '../remote-error';
import { signRequest } from '../sign-request';
import { type AwsKeys, toKeys } from './aws-keys';
import type { KeyQuest } from './key-source';

/**
 * Asks the Security Token Service for the keys of a role: "AssumeRole" for whoever has keys, "AssumeRoleWithWebIdentity" for whoever has a
 * token of somebody whom the role trusts (AWS STS API Reference, version 2011-06-15).
 *
 * @param keys sign the question; absent where a token proves who asks
 * @throws RemoteError
 */
export async function askSts(action: string, form: Record<string, string>, quest: KeyQuest, keys?: AwsKeys): Promise<AwsKeys> {
  const { environment, region } = quest;
  const address = environment.AWS_ENDPOINT_URL_STS ?? quest.endpoint ?? `https://sts.${region}.${domainOf(region)}`;
  const fields = { Action: action, Version: '2011-06-15', RoleSessionName: nameSession(environment), ...form };
  const request = {
    method: 'POST' as const,
    url: new URL(`${address.replace(/\/+$/, '')}/`),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  };
  try {
    const headers = keys ? await signRequest(request, keys, 'sts', region) : request.headers;
    const xml = await readText(exchange({ ...request, headers }));
    const [id, secret, token, end] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration'].map((name) => elementOf(xml, name));
    const lent = toKeys(id, secret, token, end);
    if (lent) return lent;
    throw new RemoteError('wrong', 'answers without keys');
  } catch (error) {
    const { trouble, message, status } = toRemoteError(error);
    throw new RemoteError(trouble, `is not asked: no keys for the role, since ${address} ${message} to ${action}`, status);
  }
}

/** The log of the account shows it. */
function nameSession({ AWS_ROLE_SESSION_NAME }: NodeJS.ProcessEnv): string {
  return AWS_ROLE_SESSION_NAME ?? `nx-impulse-${randomBytes(4).toString('hex')}`;
}
