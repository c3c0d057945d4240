import { readFileSync } from 'node:fs';
import { RemoteError } from '../remote-error';
import { askSts } from './ask-sts';
import type { AwsKeys } from './aws-keys';
import type { FindKeys, KeyQuest } from './key-source';

/** A token in a file and a role that trusts whoever issued it, as Kubernetes (IRSA) and CI services with OpenID Connect hand them out. */
export const fromWebIdentity: FindKeys = async (quest) => {
  const { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile, AWS_ROLE_ARN: role } = quest.environment;
  return tokenFile && role ? assumeByToken(tokenFile, role, quest) : 'AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN are not both set';
};

/** The token is read each time: whoever issues it puts a new one there before the old one ends. @throws RemoteError */
export function assumeByToken(tokenFile: string, role: string, quest: KeyQuest): Promise<AwsKeys> {
  return askSts('AssumeRoleWithWebIdentity', { RoleArn: role, WebIdentityToken: readToken(tokenFile) }, quest);
}

function readToken(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RemoteError('refused', `is not asked: the file of the web identity, ${path}, cannot be read (${code})`);
  }
}
