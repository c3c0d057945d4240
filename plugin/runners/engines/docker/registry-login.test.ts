import { chmodSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../../../test/temp-folder';
import { findRegistryLogin } from './registry-login';

afterEach(() => void vi.unstubAllEnvs());

function configure(config: object, files: Record<string, string> = {}): void {
  const folder = makeFolder({ 'config.json': JSON.stringify(config), ...files });
  for (const name of Object.keys(files)) chmodSync(join(folder, name), 0o755);
  vi.stubEnv('DOCKER_CONFIG', folder);
  vi.stubEnv('PATH', `${folder}${delimiter}/usr/bin${delimiter}/bin`);
}

describe('findRegistryLogin', () => {
  it('reads what docker login wrote, by registry', () => {
    configure({ auths: { 'images.example:5000': { auth: Buffer.from('me:pass:word').toString('base64') } } });
    expect(findRegistryLogin('images.example:5000/team/block@sha256:1')).toEqual({ username: 'me', password: 'pass:word', serveraddress: 'images.example:5000' });
    expect(findRegistryLogin('team/block:1')).toBeUndefined();
  });

  it('knows Docker Hub by the name that it has there', () => {
    configure({ auths: { 'https://index.docker.io/v1/': { auth: Buffer.from('me:secret').toString('base64') } } });
    expect(findRegistryLogin('debian:12')).toMatchObject({ username: 'me' });
    expect(findRegistryLogin('team/block')).toMatchObject({ username: 'me' });
  });

  it('asks a credential helper', () => {
    const helper = '#!/bin/sh\nread registry\necho "{\\"Username\\":\\"$registry\\",\\"Secret\\":\\"s\\"}"\n';
    configure({ credHelpers: { 'images.example': 'own' } }, { 'docker-credential-own': helper });
    expect(findRegistryLogin('images.example/x')).toEqual({ username: 'images.example', password: 's', serveraddress: 'images.example' });
  });

  it('has none without a configuration', () => {
    vi.stubEnv('DOCKER_CONFIG', makeFolder());
    expect(findRegistryLogin('images.example/x')).toBeUndefined();
  });
});
