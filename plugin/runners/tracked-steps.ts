import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheRoot } from '../paths';
import { isAlive } from '../files/lock';
import { birthOf } from '../files/process-facts';

/** A step at work, or one that was: what `ps`, `logs` and `cancel` know of it. */
export interface TrackedStep {
  key: string;
  /** Name of the impulse. */
  impulse: string;
  /** The plan's id. */
  id: string;
  engine: string;
  /** What the engine's own tools call what works: `process 4711`, `container nx-impulse-4f3a-71`. */
  worker: string;
  /** The process that waits for it; it ends the step when it is asked to end. `birth` tells it from a later one with that number. */
  runner: { pid: number; birth?: string };
  /** ISO 8601, UTC. */
  startedAt: string;
  /** Absolute. Its first line is this record, the others are what the step printed. */
  log: string;
}

/** File that a running step has as long as it runs. */
export const runningPath = (key: string): string => join(cacheRoot(), 'running', `${key}.json`);
/** File that gets the lines of a step. */
export const logPath = (key: string): string => join(cacheRoot(), 'logs', `${key}.log`);

/** Steps at work on this machine, oldest first. What killed runners left behind is removed. */
export function listRunning(): TrackedStep[] {
  const names = namesIn('running').filter((name) => name.endsWith('.json'));
  return inOrder(names.flatMap((name) => readRunning(name.slice(0, -'.json'.length)) ?? []));
}

/** The step of that key, if it is at work. */
export function readRunning(key: string): TrackedStep | undefined {
  const step = parseStep(readText(runningPath(key)));
  if (step === undefined || isAtWork(step)) return step;
  rmSync(runningPath(key), { force: true });
  return undefined;
}

/** Steps whose logs are kept, at work or not, oldest first. */
export function listLogged(): TrackedStep[] {
  return inOrder(namesIn('logs').flatMap((name) => parseStep(readFirstLine(join(cacheRoot(), 'logs', name))) ?? []));
}

/** Those that a word names: a plan's id, all plans of a step, either after `impulse:`, or the beginning of a key. */
export function stepsNamed(word: string, steps: readonly TrackedStep[]): TrackedStep[] {
  return steps.filter(({ impulse, id, key }) => {
    const step = id.split('--', 1)[0]!;
    return [id, step, `${impulse}:${id}`, `${impulse}:${step}`].includes(word) || (word.length >= 4 && key.startsWith(word));
  });
}

function isAtWork({ runner: { pid, birth } }: TrackedStep): boolean {
  return birth === undefined ? isAlive(pid) : birthOf(pid) === birth;
}

function inOrder(steps: TrackedStep[]): TrackedStep[] {
  return steps.sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

function parseStep(text: string): TrackedStep | undefined {
  try {
    return JSON.parse(text) as TrackedStep;
  } catch {
    return undefined;
  }
}

/** Longer than any record. */
const FIRST_LINE_BYTES = 4096;

function readFirstLine(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(FIRST_LINE_BYTES);
    return bytes.toString('utf8', 0, readSync(file, bytes)).split('\n', 1)[0]!;
  } finally {
    closeSync(file);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function namesIn(folder: string): string[] {
  const path = join(cacheRoot(), folder);
  return existsSync(path) ? readdirSync(path) : [];
}
