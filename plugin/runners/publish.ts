import { constants, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFileWhole } from '../files/write-file';
import type { StepPlan } from '../graph/step-plan';
import { STEPS } from '../steps';
import type { RunRecord } from '../steps/step';
import type { Ingredients } from './compute-key';
import { digestFile } from './digest';
import type { PastRun } from './run-cache';
import { readListing, treePath, type TreeFile } from './store';

/** What is known of a result that is to be shown. */
export interface Publication {
  run: PastRun;
  ingredients: Ingredients;
  /** The impulse's folder. */
  root: string;
  /** It has just run here. */
  fresh: boolean;
  /** Of all steps that it is made of, producers first. */
  producers: readonly RunRecord[];
}

/**
 * Shows a step's artefact in `<impulse>/.impulse/<id>/`: `artefact.json` (digests of content only, so that what follows is cut off
 * early), `metrics.json`, `key.json` (what the key was made of), `run.json` (when and where it ran) and copies of the files that people
 * open. Leaves what is right alone.
 */
export async function publishRun(plan: StepPlan, { run, ingredients, root, fresh, producers }: Publication): Promise<RunRecord> {
  const folder = publishFolder(root, plan.id);
  const record = recordOf(run, fresh, folder);
  const files = readListing(run.tree) ?? [];
  const row = STEPS.find(({ name }) => name === plan.step);
  // Made from what the artefact itself shows: one that has nothing to show is left as it is.
  const isShown = files.some(({ path }) => isPublished(plan, path));
  const presenter = isShown ? await row?.present?.() : undefined;
  const presented = presenter?.present(treePath(run.tree), [...producers, record]) ?? {};
  for (const file of files.filter(({ path }) => isPublished(plan, path) && !(path in presented))) publishFile(run.tree, file, folder);
  for (const [path, text] of Object.entries(presented)) writeText(join(folder, path), text);
  writeJson(join(folder, 'key.json'), ingredients);
  writeJson(join(folder, 'metrics.json'), run.metrics);
  writeJson(join(folder, 'run.json'), record);
  writeJson(join(folder, 'artefact.json'), { apiVersion: 'impulse-artefact/v1', step: plan.step, id: plan.id, tree: run.tree, files });
  return record;
}

/** A result that was made here stays so when it is looked up again. */
function recordOf(past: PastRun, fresh: boolean, folder: string): RunRecord {
  const { id, engine, machine, startedAt, wallSeconds, cpuSeconds, peakMemoryBytes } = past;
  const before = readRecord(join(folder, 'run.json'));
  const own = fresh || (before?.from === 'run' && before.startedAt === startedAt && before.machine === machine);
  return { id, from: own ? 'run' : 'cache', engine, machine, startedAt, wallSeconds, cpuSeconds, peakMemoryBytes };
}

function readRecord(path: string): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunRecord;
  } catch {
    return undefined;
  }
}

/** Where a step's result shows in the impulse's own folder. */
export function publishFolder(root: string, id: string): string {
  return join(root, '.impulse', id);
}

function isPublished({ step }: StepPlan, path: string): boolean {
  const patterns = STEPS.find(({ name }) => name === step)?.publish ?? [];
  return patterns.some((pattern) => (pattern.startsWith('*') ? path.endsWith(pattern.slice(1)) : path === pattern));
}

/** A copy (of shared blocks where the file system can): whoever edits it does not write into the store. */
function publishFile(tree: string, { path, bytes, digest }: TreeFile, folder: string): void {
  const to = join(folder, path);
  if (isSame(to, bytes, digest)) return;
  mkdirSync(dirname(to), { recursive: true });
  const partial = `${to}.${process.pid}.tmp`;
  rmSync(partial, { force: true });
  copyFileSync(join(treePath(tree), path), partial, constants.COPYFILE_FICLONE);
  renameSync(partial, to);
}

function isSame(path: string, bytes: number, digest: string): boolean {
  try {
    return readFileSync(path).length === bytes && digestFile(path) === digest;
  } catch {
    return false;
  }
}

function writeJson(path: string, value: unknown): void {
  writeText(path, `${JSON.stringify(value, null, 2)}\n`);
}

function writeText(path: string, text: string): void {
  try {
    if (readFileSync(path, 'utf8') === text) return;
  } catch {
    // not there yet
  }
  writeFileWhole(path, text);
}
