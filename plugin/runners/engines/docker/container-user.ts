import { lchownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Mount } from '../engine';

/** Numbers of an ordinary user. */
export interface ContainerUser {
  uid: number;
  gid: number;
}

/** `nobody` and `nogroup`. */
const NOBODY: ContainerUser = { uid: 65534, gid: 65534 };

/** Whoever runs us, so that what a step writes is theirs; but never root. */
export function containerUser(): ContainerUser {
  const [uid, gid] = [process.getuid?.() ?? NOBODY.uid, process.getgid?.() ?? NOBODY.gid];
  return uid === 0 ? NOBODY : { uid, gid };
}

/**
 * Where we are root and the container is not: lets it write where it may.
 *
 * @returns takes back what was lent, with what was written there.
 */
export function lendMounts(mounts: readonly Mount[], user: ContainerUser): () => void {
  const isOurs = ({ host, writable }: Mount): boolean => writable === true && lstatSync(host).uid !== user.uid;
  const lent = process.getuid?.() === 0 ? mounts.filter(isOurs) : [];
  for (const { host } of lent) changeOwner(host, user);
  return () => lent.forEach(({ host }) => changeOwner(host, { uid: 0, gid: 0 }));
}

function changeOwner(path: string, { uid, gid }: ContainerUser): void {
  const stat = lstatSync(path);
  if (stat.uid !== uid || stat.gid !== gid) lchownSync(path, uid, gid);
  if (stat.isDirectory()) for (const name of readdirSync(path)) changeOwner(join(path, name), { uid, gid });
}
