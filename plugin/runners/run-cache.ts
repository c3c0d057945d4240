import { readFileSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileWhole } from '../files/write-file';
import type { Metrics, RunRecord } from '../steps/step';
import { cacheRoot } from '../paths';
import { digestText } from './digest';
import { openTree } from './store';

/** What a step left when it ran with one key. */
export interface PastRun extends Omit<RunRecord, 'from'> {
  /** Digest of the artefact in the store. */
  tree: string;
  metrics: Metrics;
}

/** A run whose artefact is here. */
export type KnownRun = PastRun & { folder: string };

/** The run of a key with its artefact's folder, or undefined where it never ran or its artefact is gone. Marks it as used. */
export function lookUpRun(key: string): KnownRun | undefined {
  const run = readRun(runPath(key));
  if (run === undefined) return undefined;
  const folder = openTree(run.tree);
  if (folder === undefined) {
    rmSync(runPath(key), { force: true });
    return undefined;
  }
  const now = new Date();
  utimesSync(runPath(key), now, now);
  return { ...run, folder };
}

/** Keeps a finished run under its key. */
export function recordRun(key: string, run: PastRun): void {
  writeFileWhole(runPath(key), JSON.stringify({ ...run, digest: digestText(JSON.stringify(run)) }));
}

/** File of a run, in the cache. */
export const runPath = (key: string): string => join(cacheRoot(), 'runs', key.slice(0, 2), `${key.slice(2)}.json`);

/** The record at `path`, or undefined where there is none, or it is not what was written: a figure that lost a bit is a figure still. */
export function readRun(path: string): PastRun | undefined {
  try {
    const { digest, ...run } = JSON.parse(readFileSync(path, 'utf8')) as Partial<PastRun> & { digest?: string };
    return digestText(JSON.stringify(run)) === digest ? (run as PastRun) : undefined;
  } catch {
    return undefined;
  }
}
