import { dirname } from 'node:path';
import { ImpulseError } from '../errors';
import { planSteps } from '../graph/plan-steps';
import type { StepPlan } from '../graph/step-plan';
import { manifestPath, readManifest, type ReadOptions } from '../manifest/read-manifest';
import { runnersOf } from './choose-runner';
import { runPlans, type Outcome, type RunEvent } from './run-plans';

/** How far an impulse runs, and who watches. */
export interface RunImpulseOptions extends ReadOptions {
  /** Plan ids, or steps: `train` is every `train--*`. Nothing means the last step, the report, and every budget. */
  steps?: readonly string[];
  onEvent?: (event: RunEvent) => void;
  /** Name of an engine, before all that manifest and workspace say. */
  runner?: string;
}

/**
 * Runs an impulse up to the steps asked for, without Nx: what needs no work comes from the run cache.
 *
 * @param path `impulse.yaml` or its folder.
 * @throws ImpulseErrors for a manifest that cannot be read, ImpulseError for a step that fails.
 */
export async function runImpulse(path: string, options: RunImpulseOptions = {}): Promise<Map<string, Outcome>> {
  const { steps = [], onEvent, runner, ...read } = options;
  const manifest = readManifest(path, read);
  const plans = planSteps(manifest);
  const root = dirname(manifestPath(path));
  const choose = runnersOf(manifest.runner, root, runner);
  const ids = steps.length > 0 ? steps.flatMap((step) => plansNamed(step, plans)) : finalPlans(plans);
  return runPlans(ids, { plans, root, impulse: manifest.name, choose, ...(onEvent ? { onEvent } : {}) });
}

/** The plan of that id, or every plan of that step. */
function plansNamed(name: string, plans: readonly StepPlan[]): string[] {
  const named = plans.filter(({ id, step }) => id === name || step === name).map(({ id }) => id);
  if (named.length > 0) return named;
  throw new ImpulseError('IMP_PLAN_UNKNOWN', { id: name, known: plans.map(({ id }) => id).join(', ') });
}

/** Plans that nothing else reads: a broken budget still lets the report be written first. */
function finalPlans(plans: readonly StepPlan[]): string[] {
  const read = new Set(plans.flatMap(({ inputs }) => Object.values(inputs)));
  const last = plans.filter(({ id }) => !read.has(id));
  return [...last.filter(({ step }) => step !== 'budget'), ...last.filter(({ step }) => step === 'budget')].map(({ id }) => id);
}
