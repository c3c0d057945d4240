import { mkdirSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Container } from 'dockerode';
import type { Mount } from '../engine';
import type { ContainerUser } from './container-user';

/** Copies what a step reads, and the folders that it writes to, into a container of a daemon on another machine. */
export async function carryIn(container: Container, mounts: readonly Mount[], user: ContainerUser): Promise<void> {
  const { pack } = await import('tar-fs');
  for (const { host, inside, writable } of mounts) {
    const tar = pack(host, {
      map: (header) => ({
        ...header,
        name: `${inside.slice(1)}/${header.name}`,
        ...(writable ? user : { uid: 0, gid: 0, mode: (header.mode! & ~0o222) | 0o444 }),
      }),
    });
    await container.putArchive(tar, { path: '/' });
  }
}

/** Copies back what it wrote: it is ours now. */
export async function carryOut(container: Container, mounts: readonly Mount[]): Promise<void> {
  const { extract } = await import('tar-fs');
  const [uid, gid] = [process.getuid!(), process.getgid!()];
  for (const { host, inside } of mounts.filter(({ writable }) => writable)) {
    mkdirSync(host, { recursive: true });
    await pipeline(await container.getArchive({ path: inside }), extract(host, { strip: 1, map: (header) => ({ ...header, uid, gid }) }));
  }
}
