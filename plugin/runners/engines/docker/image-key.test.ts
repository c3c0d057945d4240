import type Docker from 'dockerode';
import { describe, expect, it, vi } from 'vitest';
import { identifyImage, mirrorBases, readBases } from './image-key';

describe('readBases', () => {
  it.each([
    ['FROM debian:12', {}, ['debian:12']],
    ['ARG BASE=node:22\nFROM ${BASE}', {}, ['node:22']],
    ['ARG BASE=node:22\nFROM $BASE', { BASE: 'own:1' }, ['own:1']],
    ['ARG TAG\nFROM debian:${TAG:-12}', {}, ['debian:12']],
    ['ARG ARCH=\nARG V=12\nFROM cuda${ARCH:+-$ARCH}:${V}', {}, ['cuda:12']],
    ['ARG ARCH=arm\nARG V=12\nFROM cuda${ARCH:+-$ARCH}:${V}', {}, ['cuda-arm:12']],
    ['FROM --platform=linux/amd64 debian:12 AS build\nFROM scratch\nCOPY --from=build /a /a', {}, ['debian:12']],
    ['FROM debian:12\nCOPY --chown=1:1 --from=tools:3 /a /a\nCOPY --from=0 /b /b', {}, ['debian:12', 'tools:3']],
    ['FROM \\\n  debian:12\nRUN echo FROM nowhere', {}, ['debian:12']],
  ])('finds the images of %j with %j', (dockerfile, args, bases) => expect(readBases(dockerfile, args)).toEqual(bases));
});

describe('mirrorBases', () => {
  it('names other bases, and leaves instructions of several lines what they are', () => {
    vi.stubEnv('IMPULSE_DOCKER_BASES', 'ubuntu:20.04=mirror.example/ubuntu:20.04');
    const run = 'RUN apt-get update && \\\n    # needed by numpy\n\n    apt-get install gfortran\nCOPY . ./';
    expect(mirrorBases(`FROM ubuntu:20.04 as base\n${run}`, {})).toMatch(
      /^FROM mirror.example\/ubuntu:20.04 as base\nRUN apt-get update && +apt-get install gfortran\nCOPY . .\/$/,
    );
    vi.unstubAllEnvs();
  });
});

describe('identifyImage', () => {
  const image = { Id: 'sha256:1', RepoDigests: [] as string[], RootFS: { Layers: ['a', 'b'] }, Config: { Env: ['A=1'] }, Os: 'linux', Architecture: 'amd64' };
  const identify = (change: object) => identifyImage({ getImage: () => ({ inspect: async () => ({ ...image, ...change }) }) } as unknown as Docker, 'x');

  it('takes the digest that a registry gave', async () => {
    expect(await identify({ RepoDigests: ['registry.example/x@sha256:9f86'] })).toBe('sha256:9f86');
  });

  it('takes layers and configuration of a local image, and not its Id', async () => {
    expect(await identify({ Id: 'sha256:2' })).toBe(await identify({}));
    expect(await identify({ RootFS: { Layers: ['a', 'c'] } })).not.toBe(await identify({}));
    expect(await identify({ Config: { Env: ['A=2'] } })).not.toBe(await identify({}));
  });
});
