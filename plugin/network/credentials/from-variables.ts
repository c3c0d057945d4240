import { toKeys } from './aws-keys';
import type { FindKeys } from './key-source';

/** `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, for keys that were lent, `AWS_SESSION_TOKEN`. */
export const fromVariables: FindKeys = async ({ environment: { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } }) =>
  toKeys(AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN) ?? 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set';
