import { exec } from 'node:child_process';
import { RemoteError } from '../remote-error';
import { type AwsKeys, parseKeys } from './aws-keys';

/** Some open a browser to sign in. */
const PATIENCE_MS = 120_000;

/**
 * Runs the `credential_process` of a profile, which prints keys as JSON; what else it says may hold them, and is not told.
 *
 * @throws RemoteError
 */
export function runKeyProgram(command: string, profile: string): Promise<AwsKeys> {
  return new Promise((resolve, reject) => {
    exec(command, { timeout: PATIENCE_MS, encoding: 'utf8' }, (error, printed) => {
      const keys = error ? undefined : parseKeys(printed);
      const problem = error ? `ends with ${error.code ?? error.signal}` : 'prints no keys';
      if (keys) resolve(keys);
      else reject(new RemoteError('refused', `is not asked: ${describe(profile)} ${problem}; run it to see why`));
    });
  });
}

function describe(profile: string): string {
  return `the "credential_process" of profile "${profile}"`;
}
