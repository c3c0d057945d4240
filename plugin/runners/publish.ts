import { constants, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFileWhole } from '../files/write-file';
import type { StepPlan } from '../graph/step-plan';
import { STEPS } from '../steps';
import type { Ingredients } from './compute-key';
import { digestFile } from './digest';
import type { PastRun } from './run-cache';
import { readListing, treePath, type TreeFile } from './store';

/**
 * Shows a step's artefact in `<impulse>/.impulse/<id>/`: `artefact.json` (digests of content only, so that what follows is cut off
 * early), `metrics.json`, `key.json` (what the key was made of) and copies of the files that people open. Leaves what is right alone.
 */
export function publishRun(plan: StepPlan, run: PastRun, ingredients: Ingredients, root: string): void {
  const folder = publishFolder(root, plan.id);
  const files = readListing(run.tree) ?? [];
  for (const file of files.filter(({ path }) => isPublished(plan, path))) publishFile(run.tree, file, folder);
  writeJson(join(folder, 'key.json'), ingredients);
  writeJson(join(folder, 'metrics.json'), run.metrics);
  writeJson(join(folder, 'artefact.json'), { apiVersion: 'impulse-artefact/v1', step: plan.step, id: plan.id, tree: run.tree, files });
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
  const text = `${JSON.stringify(value, null, 2)}\n`;
  try {
    if (readFileSync(path, 'utf8') === text) return;
  } catch {
    // not there yet
  }
  writeFileWhole(path, text);
}
