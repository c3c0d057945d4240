import { RemoteError } from '../remote-error';
import { askSts } from './ask-sts';
import { type AwsKeys, toKeys } from './aws-keys';
import { fromContainer } from './from-container';
import { fromMachine } from './from-machine';
import { fromVariables } from './from-variables';
import { assumeByToken } from './from-web-identity';
import type { FindKeys, KeyQuest } from './key-source';
import { runKeyProgram } from './run-key-program';
import { readProfile } from './shared-files';

/** What `credential_source` may say. */
const SOURCES: Record<string, FindKeys> = { Environment: fromVariables, EcsContainer: fromContainer, Ec2InstanceMetadata: fromMachine };

/**
 * A profile of the shared files: its keys, the keys of a role (`role_arn` with `source_profile`, `credential_source` or
 * `web_identity_token_file`), or those that a program prints (`credential_process`).
 */
export const fromProfile: FindKeys = (quest) => findOf(quest.profile, quest, []);

/** @param above profiles that took this one as their source */
async function findOf(name: string, quest: KeyQuest, above: readonly string[]): Promise<AwsKeys | string> {
  const settings = readProfile(name, quest.environment);
  const kept = toKeys(settings.aws_access_key_id, settings.aws_secret_access_key, settings.aws_session_token);
  // A role may be its own source: the keys beside it.
  if (settings.role_arn && !above.includes(name)) return assumeRole(name, settings, quest, above);
  if (kept) return kept;
  if (settings.credential_process) return runKeyProgram(settings.credential_process, name);
  if (Object.keys(settings).length === 0) return `"${name}" is not in ~/.aws/credentials or ~/.aws/config`;
  if (settings.sso_session ?? settings.sso_start_url) {
    return `"${name}" signs in by SSO; give it "credential_process = aws configure export-credentials --profile ${name}"`;
  }
  return `"${name}" has no keys`;
}

async function assumeRole(name: string, settings: Record<string, string>, quest: KeyQuest, above: readonly string[]): Promise<AwsKeys> {
  const { role_arn: role = '', web_identity_token_file: tokenFile, role_session_name: session, external_id: external } = settings;
  const asked = session ? { ...quest, environment: { ...quest.environment, AWS_ROLE_SESSION_NAME: session } } : quest;
  if (tokenFile) return assumeByToken(tokenFile, role, asked);
  if (settings.mfa_serial) throw fail(name, 'it asks for a one-time password, which nobody is there to type');
  const source = await findSource(settings, quest, [...above, name]);
  if (typeof source === 'string') throw fail(name, `its source has no keys: ${source}`);
  return askSts('AssumeRole', external ? { RoleArn: role, ExternalId: external } : { RoleArn: role }, asked, source);
}

async function findSource(settings: Record<string, string>, quest: KeyQuest, above: readonly string[]): Promise<AwsKeys | string> {
  const { source_profile: profile, credential_source: place } = settings;
  if (profile) return findOf(profile, quest, above);
  const find = place === undefined ? undefined : SOURCES[place];
  return find ? find(quest) : `name a "source_profile", or as "credential_source" one of ${Object.keys(SOURCES).join(', ')}`;
}

function fail(name: string, problem: string): RemoteError {
  return new RemoteError('refused', `is not asked: no keys for the role of profile "${name}": ${problem}`);
}
