import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What may be said of an S3 beside its address; the rest comes from the environment. */
export interface S3Choice {
  /** Address of an S3 other than Amazon's: `https://minio.example:9000`. */
  endpoint?: string;
  region?: string;
  /** Section of the AWS files that holds the credentials. */
  profile?: string;
  /** Asks without credentials: for public buckets. */
  anonymous?: boolean;
}

/** Where an S3 is, and who asks. */
export interface S3Access {
  /** Without a slash behind. */
  endpoint: string;
  region: string;
  /** Absent: nobody in particular. */
  keys?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** Whether it may be asked without keys. */
  anonymous: boolean;
}

/**
 * Region, endpoint and credentials as the tools of AWS find them: what is said here, then the variables `AWS_*`, then the profile
 * (`AWS_PROFILE`, or `default`) in the shared files `~/.aws/credentials` and `~/.aws/config`. A profile that is named here comes before
 * keys in variables. Only static keys are read: who signs in by SSO or a role exports them (`aws configure export-credentials`).
 */
export function findS3Access(choice: S3Choice = {}, environment: NodeJS.ProcessEnv = process.env): S3Access {
  const profile = readProfile(choice.profile ?? environment.AWS_PROFILE ?? 'default', environment);
  const region = choice.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? profile.region ?? 'us-east-1';
  const elsewhere = choice.endpoint ?? environment.AWS_ENDPOINT_URL_S3 ?? environment.AWS_ENDPOINT_URL ?? profile.endpoint_url;
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = environment;
  const named = keysOf(AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN);
  const kept = keysOf(profile.aws_access_key_id, profile.aws_secret_access_key, profile.aws_session_token);
  const keys = choice.anonymous ? undefined : choice.profile === undefined ? (named ?? kept) : kept;
  return {
    endpoint: (elsewhere ?? `https://s3.${region}.amazonaws.com`).replace(/\/+$/, ''),
    region,
    ...(keys ? { keys } : {}),
    anonymous: choice.anonymous ?? false,
  };
}

function keysOf(accessKeyId?: string, secretAccessKey?: string, sessionToken?: string): S3Access['keys'] {
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } : undefined;
}

/** Settings of a profile: of its section `[name]` among the credentials and `[profile name]`, or `[default]`, in the other file. */
function readProfile(name: string, environment: NodeJS.ProcessEnv): Record<string, string> {
  const home = environment.HOME ?? environment.USERPROFILE;
  const place = (file: string): string | undefined => (home === undefined ? undefined : join(home, '.aws', file));
  const credentials = readSection(environment.AWS_SHARED_CREDENTIALS_FILE ?? place('credentials'), name);
  const config = readSection(environment.AWS_CONFIG_FILE ?? place('config'), name === 'default' ? name : `profile ${name}`);
  return { ...config, ...credentials };
}

/** Settings nested below another one are indented: none of them is ours. */
function readSection(path: string | undefined, section: string): Record<string, string> {
  const settings: Record<string, string> = {};
  let inside = false;
  for (const line of readLines(path)) {
    const heading = /^\[\s*([^\]]*?)\s*\]/.exec(line)?.[1];
    if (heading !== undefined) inside = heading.replace(/\s+/g, ' ') === section;
    const setting = /^([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (inside && setting) settings[setting[1]!] = setting[2]!;
  }
  return settings;
}

function readLines(path: string | undefined): string[] {
  try {
    return path === undefined ? [] : readFileSync(path, 'utf8').split(/\r?\n/);
  } catch {
    return [];
  }
}
