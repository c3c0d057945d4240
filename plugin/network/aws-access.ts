import { domainOf } from './aws-domain';
import type { AwsKeys } from './credentials/aws-keys';
import { keepKeys } from './credentials/keep-keys';
import { readProfile } from './credentials/shared-files';

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
  /** Keys that are valid now. Absent: nobody in particular asks. @throws RemoteError where there are none */
  findKeys?: () => Promise<AwsKeys>;
}

/**
 * Region, endpoint and credentials as the tools of AWS find them: what is said here, then the variables `AWS_*`, then the profile
 * (`AWS_PROFILE`, or `default`) in the shared files `~/.aws/credentials` and `~/.aws/config`, then whoever lends keys to this container
 * or machine (`credentials/find-keys`). A profile that is named here comes before keys in variables. Keys are looked for when the first
 * request needs them.
 */
export function findS3Access(choice: S3Choice = {}, environment: NodeJS.ProcessEnv = process.env): S3Access {
  const profile = choice.profile ?? (environment.AWS_PROFILE || 'default');
  const settings = readProfile(profile, environment);
  const region = choice.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? settings.region ?? 'us-east-1';
  const elsewhere = choice.endpoint ?? environment.AWS_ENDPOINT_URL_S3 ?? environment.AWS_ENDPOINT_URL ?? settings.endpoint_url;
  const quest = { environment, profile, region, endpoint: environment.AWS_ENDPOINT_URL ?? settings.endpoint_url };
  return {
    endpoint: (elsewhere ?? `https://s3.${region}.${domainOf(region)}`).replace(/\/+$/, ''),
    region,
    ...(choice.anonymous ? {} : { findKeys: keepKeys(quest, choice.profile !== undefined) }),
  };
}
