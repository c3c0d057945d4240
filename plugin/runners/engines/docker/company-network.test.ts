import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../../../test/temp-folder';
import { companyNetwork, trustCa } from './company-network';

afterEach(() => void vi.unstubAllEnvs());

describe('the certificates of a company', () => {
  it('are trusted by every stage of a build, and stay out of the image', () => {
    vi.stubEnv('IMPULSE_CA_BUNDLE', join(makeFolder({ 'ca.crt': 'PEM' }), 'ca.crt'));
    const { dockerfile, bundle } = trustCa('FROM a AS one\nRUN x\nFROM b\n');
    expect(bundle?.toString()).toBe('PEM');
    expect(dockerfile.match(/^COPY .*ca\.crt/gm)).toHaveLength(2);
    expect(dockerfile).toMatch(/^FROM a AS one\nCOPY [^\n]*\nARG SSL_CERT_FILE=/);
    expect(dockerfile).not.toMatch(/^ENV/m);
  });

  it('are mounted where a step may use the network', () => {
    vi.stubEnv('IMPULSE_CA_BUNDLE', '/somewhere/ca.crt');
    const { mounts, env } = companyNetwork();
    expect(mounts).toEqual([{ host: '/somewhere/ca.crt', inside: env.SSL_CERT_FILE }]);
  });

  it('change nothing where there are none', () => {
    vi.stubEnv('IMPULSE_CA_BUNDLE', '');
    vi.stubEnv('NODE_EXTRA_CA_CERTS', '');
    expect(trustCa('FROM a')).toEqual({ dockerfile: 'FROM a' });
    expect(companyNetwork().mounts).toEqual([]);
  });

  it('that cannot be read are named', () => {
    vi.stubEnv('IMPULSE_CA_BUNDLE', '/nowhere/ca.crt');
    expect(() => trustCa('FROM a')).toThrowError(expect.objectContaining({ code: 'IMP_CA_BUNDLE_MISSING', message: expect.stringContaining('/nowhere/ca.crt') }));
  });
});

it('the proxies of this machine are passed on by name', () => {
  vi.stubEnv('HTTPS_PROXY', 'http://proxy.example:3128');
  expect(companyNetwork().env).toMatchObject({ HTTPS_PROXY: 'http://proxy.example:3128' });
});
