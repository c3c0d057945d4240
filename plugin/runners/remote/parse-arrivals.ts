import { isDigest } from '../digest';
import type { PastRun } from '../run-cache';
import type { TreeFile } from '../store';
import { RemoteError } from '../../network/remote-error';

/** A run's record as another machine wrote it. @throws RemoteError `wrong` where it is none. */
export function parseRun(text: string): PastRun {
  const arrived = (parseJson(text) ?? {}) as Partial<PastRun>;
  const { id, tree, metrics, cpuSeconds } = arrived;
  if (typeof id === 'string' && isDigest(tree) && typeof metrics === 'object' && metrics !== null && typeof cpuSeconds === 'number') {
    return { id, tree, metrics, cpuSeconds, ...describeOrigin(arrived) };
  }
  throw new RemoteError('wrong', 'sent a record that is none');
}

/** Where and when it ran, as far as it says so in the form that we know. */
function describeOrigin({ engine, machine, startedAt, wallSeconds, peakMemoryBytes }: Partial<PastRun>): Partial<PastRun> {
  const texts = Object.entries({ engine, machine, startedAt }).filter(([, value]) => typeof value === 'string');
  const figures = Object.entries({ wallSeconds, peakMemoryBytes }).filter(([, value]) => typeof value === 'number');
  return Object.fromEntries([...texts, ...figures]);
}

/** The files of a tree as another machine listed them. @throws RemoteError `wrong`, also for a path that leads out of the tree. */
export function parseListing(text: string): TreeFile[] {
  const files = parseJson(text);
  if (Array.isArray(files) && files.every(isTreeFile) && !collide(files.map(({ path }) => path))) return files;
  throw new RemoteError('wrong', 'sent a listing that is none');
}

function isTreeFile(file: unknown): file is TreeFile {
  const { path, bytes, digest } = (file ?? {}) as Partial<TreeFile>;
  return isDigest(digest) && Number.isSafeInteger(bytes) && bytes! >= 0 && typeof path === 'string' && staysInside(path);
}

function staysInside(path: string): boolean {
  return path.split('/').every((segment) => !['', '.', '..'].includes(segment)) && !/[\\\0]/.test(path);
}

/** Whether a path comes twice, or is the folder of another. */
function collide(paths: readonly string[]): boolean {
  const sorted = paths.map((path) => `${path}/`).sort();
  return sorted.some((path, i) => i > 0 && path.startsWith(sorted[i - 1]!));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RemoteError('wrong', 'sent a text that is no JSON');
  }
}
