/** What signs a request to AWS. Lives in the memory of this process alone. */
export interface AwsKeys {
  accessKeyId: string;
  secretAccessKey: string;
  /** Of keys that somebody lent for some time. */
  sessionToken?: string;
  /** When they end, ms since 1970; absent where they do not. */
  expiresAt?: number;
}

/** Keys of these parts; undefined where one of the first two is missing. */
export function toKeys(accessKeyId?: string, secretAccessKey?: string, sessionToken?: string, expiration?: string): AwsKeys | undefined {
  if (!accessKeyId || !secretAccessKey) return undefined;
  const expiresAt = Date.parse(expiration ?? '');
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}), ...(Number.isNaN(expiresAt) ? {} : { expiresAt }) };
}

/** Keys as programs, containers and machines tell them, in JSON; undefined where the text is something else. */
export function parseKeys(text: string): AwsKeys | undefined {
  try {
    const told = JSON.parse(text) as Record<string, unknown> | null;
    const [id, secret, token, other, end] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Token', 'Expiration'].map((name) => {
      const value = told?.[name];
      return typeof value === 'string' ? value : undefined;
    });
    return toKeys(id, secret, token ?? other, end);
  } catch {
    return undefined;
  }
}
