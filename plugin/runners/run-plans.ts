import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { ImpulseError } from '../errors';
import { acquireLock, type Lock } from '../files/lock';
import type { StepPlan } from '../graph/step-plan';
import { cacheRoot } from '../paths';
import { requirePlatform } from '../setup/require-platform';
import { STEPS } from '../steps';
import type { RunRecord } from '../steps/step';
import { cancelOnSignal } from './cancel-on-signal';
import type { ChosenRunner } from './choose-runner';
import { collectIngredients, computeKey, type Ingredients } from './compute-key';
import { insideFolder } from './describe-work';
import { loadEngine } from './engines';
import type { Engine, Hints, OwnCommand } from './engines/engine';
import { PINS, type StepRun } from './envelope';
import { openFileDigests, type FileDigests } from './file-digests';
import { withLease } from './lease';
import { performPlan, type WorkWatcher } from './perform-plan';
import { describeProgress, type ProgressEvent } from './progress';
import { publishRun } from './publish';
import { sharedRunsOf } from './remote';
import type { SharedRuns } from './remote/share-runs';
import { lookUpRun, recordRun, type PastRun } from './run-cache';
import { storeTree, verifyTree } from './store';
import { trackStep } from './track-step';

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
  /** Its own run after those of all that it is made of, producers first. */
  runs: RunRecord[];
}

/** Plans to run, and who watches. */
export interface RunOptions {
  plans: readonly StepPlan[];
  /** Absolute folder of `impulse.yaml`. */
  root: string;
  /** Name of the impulse, for those who look at running steps; default: that of its folder. */
  impulse?: string;
  onEvent?: (event: RunEvent) => void;
  /** Where a step is to run; default: on this machine. */
  choose?: (plan: StepPlan) => ChosenRunner;
}

const HERE: ChosenRunner = { engine: 'local', hints: {} };

/**
 * Brings the artefacts of the plans named in `ids` about, and of everything they read: from the run cache where the key is known and
 * the store whole, else by running the step. Returns the outcome of every plan that was needed, producers first.
 *
 * @throws ImpulseError IMP_PLATFORM_UNSUPPORTED, IMP_PLAN_UNKNOWN, and what a step fails with
 */
export async function runPlans(ids: readonly string[], options: RunOptions): Promise<Map<string, Outcome>> {
  requirePlatform();
  return withLease(() => cancelOnSignal((signal) => runPlansLeased(ids, options, signal)));
}

async function runPlansLeased(ids: readonly string[], options: RunOptions, signal: AbortSignal): Promise<Map<string, Outcome>> {
  const { plans, root, impulse = basename(root), onEvent = () => {}, choose = () => HERE } = options;
  const digests = openFileDigests(root);
  const shared = await sharedRunsOf(root);
  const outcomes = new Map<string, Outcome>();
  /** Digests of artefacts whose every byte was read in this run. */
  const verified = new Set<string>();

  async function ensure(id: string): Promise<Outcome> {
    const known = outcomes.get(id);
    if (known) return known;
    const plan = plans.find((candidate) => candidate.id === id);
    if (plan === undefined) throw new ImpulseError('IMP_PLAN_UNKNOWN', { id, known: plans.map((candidate) => candidate.id).join(', ') });
    const inputs: Record<string, Outcome> = {};
    for (const [role, producer] of Object.entries(plan.inputs)) inputs[role] = await ensure(producer);
    const trees = mapRecord(inputs, ({ tree }) => tree);
    const { engine: chosen, hints } = choose(plan);
    // The block is in a container already: what is left of the step talks to it from here. Credentials for what lies outside are here, too.
    const name = plan.containers || isOutside(plan) ? 'local' : chosen;
    const engine = await loadEngine(name);
    const own = await engine.own((message) => onEvent({ kind: 'progress', id, progress: { message } }));
    const collect = (): Promise<Ingredients> => collectIngredients(plan, trees, root, digests, own?.tools);
    const folders = mapRecord(inputs, ({ folder }) => folder);
    const producers = [...new Map(Object.values(inputs).flatMap(({ runs }) => runs.map((run) => [run.id, run]))).values()];
    const sources = { inputs: folders, trees, producers, verified };
    const outcome = await runPlan({ plan, ...sources, root, impulse, collect, digests, shared, engine, own, hints, onEvent, signal });
    if (outcome === 'damaged input') {
      // What was damaged is gone from the store: its producer runs again, and this step with what that gives.
      for (const producer of Object.values(plan.inputs)) outcomes.delete(producer);
      return ensure(id);
    }
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

function isOutside({ step }: StepPlan): boolean {
  return STEPS.find(({ name }) => name === step)?.outside !== undefined;
}

interface PlanRun {
  plan: StepPlan;
  /** Role -> absolute folder. */
  inputs: Record<string, string>;
  /** Role -> digest of the artefact. */
  trees: Record<string, string>;
  /** Artefacts that need not be read once more. */
  verified: Set<string>;
  /** Runs of all that it is made of. */
  producers: RunRecord[];
  root: string;
  impulse: string;
  collect: () => Promise<Ingredients>;
  digests: FileDigests;
  shared: SharedRuns | undefined;
  engine: Engine;
  own: OwnCommand | undefined;
  hints: Hints;
  onEvent: (event: RunEvent) => void;
  signal: AbortSignal;
}

async function runPlan(run: PlanRun): Promise<Outcome | 'damaged input'> {
  const { plan, producers, root, collect, onEvent } = run;
  const { id } = plan;
  const ingredients = await collect();
  const key = computeKey(ingredients);
  let hit = lookUpRun(key);
  if (hit === undefined) {
    const lock = await acquireLock(join(cacheRoot(), 'locks', key), () => onEvent({ kind: 'waiting', id }));
    try {
      hit = lookUpRun(key) ?? (await run.shared?.fetch(key, (warning) => onEvent({ kind: 'warned', id, warning })));
      if (hit === undefined) return areSound(run) ? await runBody(run, ingredients, key, lock) : 'damaged input';
    } finally {
      lock.release();
    }
  }
  const record = await publishRun(plan, { run: hit, ingredients, root, fresh: false, producers });
  onEvent({ kind: 'cached', id });
  return { ...hit, cached: true, runs: [...producers, record] };
}

/** Whether the inputs are what they were when they were made: to be asked where a step is about to make something of them. */
function areSound({ trees, verified }: PlanRun): boolean {
  return Object.values(trees).every((tree) => {
    if (!verified.has(tree) && !verifyTree(tree)) return false;
    verified.add(tree);
    return true;
  });
}

/** Runs the step itself: temporary folder, scratch folder of the key, and nothing visible before all of it is whole. */
async function runBody(run: PlanRun, ingredients: Ingredients, key: string, lock: Lock): Promise<Outcome> {
  const { plan, inputs, trees, producers, root, impulse, collect, digests, engine, own, hints, onEvent, signal } = run;
  const { id, step, params } = plan;
  const started = new Date();
  const writes = digests.writes();
  const scratch = join(cacheRoot(), 'scratch', key);
  const workplace = join(cacheRoot(), 'tmp', `${process.pid}-${randomBytes(4).toString('hex')}`);
  const output = join(workplace, 'output');
  for (const folder of [scratch, output]) mkdirSync(folder, { recursive: true });
  onEvent({ kind: 'started', id });
  const track = trackStep({ key, impulse, id, engine: engine.name });
  try {
    const folders = own ? mapRecord(plan.folders, (folder) => insideFolder(folder, own)) : plan.folders;
    const containers = plan.containers ? { containers: plan.containers, containersAtOnce: plan.atOnce ?? 1, limits: hints } : {};
    const envelope: StepRun = {
      apiVersion: 'impulse-step/v1', id, step, params, inputs, folders, root, output, scratch, pins: PINS, ...containers,
    };
    const envelopePath = join(workplace, 'step-run.json');
    writeFileSync(envelopePath, JSON.stringify(envelope, null, 2));
    const watcher: WorkWatcher = {
      started({ pid, worker }) {
        if (pid !== undefined) lock.share(pid);
        track.working(worker);
      },
      progress(progress) {
        track.line(describeProgress(progress));
        onEvent({ kind: 'progress', id, progress });
      },
      line(line) {
        track.line(line);
        onEvent({ kind: 'line', id, line });
      },
    };
    const work = { plan, key, trees, envelope, envelopePath, ...(plan.containers ? {} : { hints }) };
    const { metrics = {}, usage } = await performPlan(work, engine, own, watcher, signal);
    if (computeKey(await collect()) !== key || digests.writes() > writes) throw new ImpulseError('IMP_INPUT_CHANGED', { id });
    const { tree } = storeTree(output);
    run.verified.add(tree);
    const { cpuSeconds, maxRssBytes: peakMemoryBytes } = usage;
    const wallSeconds = (Date.now() - started.getTime()) / 1000;
    const where = { engine: engine.name, machine: hostname(), startedAt: started.toISOString() };
    const past: PastRun = { id, tree, metrics, ...where, wallSeconds, cpuSeconds, peakMemoryBytes };
    recordRun(key, past);
    rmSync(scratch, { recursive: true, force: true });
    await run.shared?.share(key, (warning) => onEvent({ kind: 'warned', id, warning }));
    const known = lookUpRun(key)!;
    // Another machine may have been faster: then its run has taken the place of this one.
    const fresh = known.startedAt === past.startedAt && known.machine === past.machine;
    const record = await publishRun(plan, { run: known, ingredients, root, fresh, producers });
    onEvent({ kind: 'ran', id, cpuSeconds, wallSeconds });
    return { ...known, cached: false, runs: [...producers, record] };
  } catch (error) {
    onEvent({ kind: 'failed', id });
    throw error;
  } finally {
    track.end();
    rmSync(workplace, { recursive: true, force: true });
  }
}

function mapRecord<From, To>(record: Record<string, From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
