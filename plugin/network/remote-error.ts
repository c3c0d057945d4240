/**
 * - `away`: no answer that can be used: down, silent, too slow.
 * - `refused`: an answer that says no: a wrong token, a missing bucket, a full disk.
 * - `wrong`: bytes that are not what their name promises.
 */
export type Trouble = 'away' | 'refused' | 'wrong';

/** Why a remote could not be used: a few words that follow its name, without secrets. Never the reason for a run to fail. */
export class RemoteError extends Error {
  constructor(
    readonly trouble: Trouble,
    message: string,
    /** HTTP status, where one came. */
    readonly status?: number,
  ) {
    super(message);
    this.name = 'RemoteError';
  }
}

/** Errors of sockets and files have a code; their texts may name more than others should read. */
export function toRemoteError(error: unknown): RemoteError {
  if (error instanceof RemoteError) return error;
  const refusal = /^Bad response: (\d+)$/.exec((error as Error).message);
  if (refusal) return new RemoteError('away', `cannot be reached: the proxy answers ${refusal[1]}`);
  const { code, name } = error as NodeJS.ErrnoException;
  if (code !== undefined && DISTRUST.test(code)) {
    const advice = 'NODE_EXTRA_CA_CERTS may name the authority that signed it';
    return new RemoteError('away', `shows a certificate that this machine does not trust (${code}); ${advice}`);
  }
  return new RemoteError('away', `cannot be used: ${code ?? name}`);
}

/** How OpenSSL, and Node for the names, say that a certificate is not good enough. */
const DISTRUST = /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|^CERT_|ALTNAME/;
