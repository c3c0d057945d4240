import { afterEach, expect, it, vi } from 'vitest';
import { redactSecrets } from './redact-secrets';

afterEach(() => void vi.unstubAllEnvs());

it.each([
  ['AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI', 'key wJalrXUtnFEMI.', 'key ***.'],
  ['NX_IMPULSE_REMOTE_TOKEN', 't0ken-t0ken', 't0ken-t0kent0ken-t0ken', '******'],
  ['HTTPS_PROXY', 'http://me:p%40ssword@proxy.example:3128', 'p%40ssword and p@ssword', '*** and ***'],
  ['TEAM_HMAC', 'hmac-of-ours', 'signed by hmac-of-ours', 'signed by ***'],
  ['HOME_ADDRESS', 'Main Street', 'Main Street', 'Main Street'],
  ['SHORT_TOKEN', 'a', 'a banana', 'a banana'],
])('the value of %s is taken out where it is a secret', (name, value, text, redacted) => {
  vi.stubEnv(name, value);
  expect(redactSecrets(text, ['TEAM_HMAC'])).toBe(redacted);
});
