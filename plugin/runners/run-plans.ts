import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImpulseError, ImpulseErrors } from '../errors';
import type { StepPlan } from '../graph/step-plan';
import { cacheRoot } from '../paths';
import { collectIngredients, computeKey, type Ingredients } from './compute-key';
import { PINS, type ProgressEvent, type StepResult, type StepRun } from './envelope';
import { openFileDigests } from './file-digests';
import { runLocally, type StepEnd } from './local';
import { withLease } from './lease';
import { acquireLock, type Lock } from './lock';
import { publishFolder, publishRun } from './publish';
import { sharedRunsOf } from './remote';
import type { SharedRuns } from './remote/share-runs';
import { lookUpRun, recordRun, type PastRun } from './run-cache';
import { storeTree } from './store';
import { writeFileWhole } from './write-file';

/** What happens to one plan, as it happens. */
export type RunEvent =
  | { kind: 'cached' | 'started' | 'waiting' | 'failed'; id: string }
  | { kind: 'progress'; id: string; progress: ProgressEvent }
  | { kind: 'line'; id: string; line: string }
  | { kind: 'warned'; id: string; warning: ImpulseError }
  | { kind: 'ran'; id: string; cpuSeconds: number; wallSeconds: number };

/** A step's artefact, ready to be read. */
export interface Outcome extends PastRun {
  /** Absolute, read-only. */
  folder: string;
  cached: boolean;
}

export interface RunOptions {
  plans: readonly StepPlan[];
  /** Absolute folder of `impulse.yaml`. */
  root: string;
  onEvent?: (event: RunEvent) => void;
}

/**
 * Brings the artefacts of the plans named in `ids` about, and of everything they read: from the run cache where the key is known and
 * the store whole, else by running the step. Returns the outcome of every plan that was needed, producers first.
 */
export function runPlans(ids: readonly string[], options: RunOptions): Promise<Map<string, Outcome>> {
  return withLease(() => runPlansLeased(ids, options));
}

async function runPlansLeased(ids: readonly string[], { plans, root, onEvent = () => {} }: RunOptions): Promise<Map<string, Outcome>> {
  const digests = openFileDigests(root);
  const shared = await sharedRunsOf(root);
  const outcomes = new Map<string, Outcome>();

  async function ensure(id: string): Promise<Outcome> {
    const known = outcomes.get(id);
    if (known) return known;
    const plan = plans.find((candidate) => candidate.id === id);
    if (plan === undefined) throw new ImpulseError('IMP_PLAN_UNKNOWN', { id, known: plans.map((candidate) => candidate.id).join(', ') });
    const inputs: Record<string, Outcome> = {};
    for (const [role, producer] of Object.entries(plan.inputs)) inputs[role] = await ensure(producer);
    const trees = mapRecord(inputs, ({ tree }) => tree);
    const collect = (): Promise<Ingredients> => collectIngredients(plan, trees, root, digests);
    const outcome = await runPlan({ plan, inputs: mapRecord(inputs, ({ folder }) => folder), root, collect, shared, onEvent });
    outcomes.set(id, outcome);
    return outcome;
  }

  try {
    for (const id of ids) await ensure(id);
  } finally {
    digests.save();
  }
  return outcomes;
}

interface PlanRun {
  plan: StepPlan;
  /** Role -> absolute folder. */
  inputs: Record<string, string>;
  root: string;
  collect: () => Promise<Ingredients>;
  shared: SharedRuns | undefined;
  onEvent: (event: RunEvent) => void;
}

async function runPlan(run: PlanRun): Promise<Outcome> {
  const { plan, root, collect, onEvent } = run;
  const { id } = plan;
  const ingredients = await collect();
  const key = computeKey(ingredients);
  let hit = lookUpRun(key);
  if (hit === undefined) {
    const lock = await acquireLock(join(cacheRoot(), 'locks', key), () => onEvent({ kind: 'waiting', id }));
    try {
      hit = lookUpRun(key) ?? (await run.shared?.fetch(key, (warning) => onEvent({ kind: 'warned', id, warning })));
      if (hit === undefined) return await runBody(run, ingredients, key, lock);
    } finally {
      lock.release();
    }
  }
  publishRun(plan, hit, ingredients, root);
  onEvent({ kind: 'cached', id });
  return { ...hit, cached: true };
}

/** Runs the step itself: temporary folder, scratch folder of the key, and nothing visible before all of it is whole. */
async function runBody(run: PlanRun, ingredients: Ingredients, key: string, lock: Lock): Promise<Outcome> {
  const { plan, inputs, root, collect, onEvent } = run;
  const { id, step, params, folders } = plan;
  const startedMs = Date.now();
  const scratch = join(cacheRoot(), 'scratch', key);
  const workplace = join(cacheRoot(), 'tmp', `${process.pid}-${randomBytes(4).toString('hex')}`);
  const envelope = join(workplace, 'step-run.json');
  const output = join(workplace, 'output');
  const stepRun: StepRun = { apiVersion: 'impulse-step/v1', id, step, params, inputs, folders, root, output, scratch, pins: PINS };
  mkdirSync(workplace, { recursive: true });
  writeFileSync(envelope, JSON.stringify(stepRun, null, 2));
  onEvent({ kind: 'started', id });
  try {
    const end = await runLocally(envelope, {
      progress: (progress) => onEvent({ kind: 'progress', id, progress }),
      line: (line) => onEvent({ kind: 'line', id, line }),
      started: (pid) => lock.share(pid),
    });
    const { metrics = {}, usage } = readEnd(end, plan, envelope, root);
    if (computeKey(await collect()) !== key) throw new ImpulseError('IMP_INPUT_CHANGED', { id });
    const { tree } = storeTree(output);
    const past: PastRun = { id, tree, metrics, cpuSeconds: usage.cpuSeconds };
    recordRun(key, past);
    rmSync(scratch, { recursive: true, force: true });
    await run.shared?.share(key, (warning) => onEvent({ kind: 'warned', id, warning }));
    const known = lookUpRun(key)!;
    publishRun(plan, known, ingredients, root);
    onEvent({ kind: 'ran', id, cpuSeconds: usage.cpuSeconds, wallSeconds: (Date.now() - startedMs) / 1000 });
    return { ...known, cached: false };
  } catch (error) {
    onEvent({ kind: 'failed', id });
    throw error;
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
}

/** The result of a step that did its work; what went wrong becomes an error that says how to repeat it. */
function readEnd(end: StepEnd, { id }: StepPlan, envelope: string, root: string): StepResult {
  if ('result' in end && end.result.status === 'ok') return end.result;
  const kept = join(publishFolder(root, id), 'step-run.json');
  writeFileWhole(kept, '');
  copyFileSync(envelope, kept);
  const command = `npx nx-impulse run-step ${kept}`;
  if ('died' in end) throw new ImpulseError('IMP_STEP_DIED', { id, death: end.died, lines: end.lines.join('\n'), command });
  const errors = (end.result.errors ?? []).map(({ code, message, details, span }) =>
    code ? new ImpulseError(code, details, span) : new ImpulseError('IMP_STEP_CRASHED', { id, problem: message, command }),
  );
  throw errors.length === 1 ? errors[0]! : new ImpulseErrors(errors);
}

function mapRecord<From, To>(record: Record<string, From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
