import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../graph/canonical-json';
import type { StepPlan } from '../graph/step-plan';
import type { ChosenRunner } from './choose-runner';
import { collectIngredients, computeKey, type Ingredients } from './compute-key';
import { loadEngine } from './engines';
import type { ForeseenTools } from './engines/engine';
import { openFileDigests } from './file-digests';
import { publishFolder } from './publish';
import { lookUpRun } from './run-cache';

/** What would happen to a plan if it were asked for now, and why. */
export interface PlanOutlook {
  plan: StepPlan;
  /** `waits`: it runs only if the steps in `reasons` give another result than before. */
  state: 'cached' | 'runs' | 'waits';
  /** What changed since the last run, one phrase each. */
  reasons: string[];
  /** The engine that it would run on. */
  engine: string;
  /** Why the engine's own tools are not known: the outlook is that of this machine's. */
  toolsUnknown?: string;
}

/**
 * Foretells each plan, producers first, without running anything, by the tools of the engine that it would run on.
 *
 * @param root Absolute folder of the impulse. @param choose Where a step is to run.
 */
export async function explainPlans(
  plans: readonly StepPlan[], root: string, choose: (plan: StepPlan) => ChosenRunner,
): Promise<PlanOutlook[]> {
  const digests = openFileDigests(root);
  const toolsOf = rememberTools();
  const trees = new Map<string, string>();
  const outlooks: PlanOutlook[] = [];
  for (const plan of plans) {
    const open = [...new Set(Object.values(plan.inputs))].filter((id) => !trees.has(id));
    const inputs = Object.fromEntries(Object.entries(plan.inputs).map(([role, id]) => [role, trees.get(id) ?? '']));
    const { engine } = choose(plan);
    const { versions, unknown } = await toolsOf(engine);
    const now = await collectIngredients(plan, inputs, root, digests, versions);
    const known = open.length === 0 ? lookUpRun(computeKey(now)) : undefined;
    if (known) trees.set(plan.id, known.tree);
    const outlook = known ? { state: 'cached' as const, reasons: [] } : foretell(plan, now, open, root);
    outlooks.push({ plan, ...outlook, engine, ...(unknown === undefined ? {} : { toolsUnknown: unknown }) });
  }
  digests.save();
  return outlooks;
}

/** Each engine is asked once. */
function rememberTools(): (engine: string) => Promise<ForeseenTools> {
  const known = new Map<string, ForeseenTools>();
  return async (name) => {
    const tools = known.get(name) ?? (await (await loadEngine(name)).foreseeTools());
    known.set(name, tools);
    return tools;
  };
}

type Outlook = Pick<PlanOutlook, 'state' | 'reasons'>;

function foretell(plan: StepPlan, now: Ingredients, open: readonly string[], root: string): Outlook {
  const before = readLastIngredients(plan, root);
  if (!before) return { state: 'runs', reasons: ['never ran here'] };
  const waiting = Object.keys(plan.inputs).filter((role) => open.includes(plan.inputs[role]));
  const reasons = compareIngredients(before, now, waiting);
  if (reasons.length > 0) return { state: 'runs', reasons };
  if (open.length > 0) return { state: 'waits', reasons: [...open] };
  return { state: 'runs', reasons: ['its result is no longer in the cache'] };
}

/** Phrases for what differs, in the order in which people look: parameters, files, inputs, sources, code, tools. */
export function compareIngredients(before: Ingredients, now: Ingredients, ignoredRoles: readonly string[] = []): string[] {
  const roles = changedNames(before.inputs, now.inputs).filter((role) => !ignoredRoles.includes(role));
  return [
    ...compareValues(before.params, now.params, []),
    ...(before.files === now.files ? [] : ['recordings or other files that it reads']),
    ...roles.map((role) => `the result of ${role}`),
    ...changedNames(before.folders, now.folders).map((name) => `the files of ${name}`),
    ...changedNames(before.outside ?? {}, now.outside ?? {}).map((name) => `what ${name} holds`),
    ...changedNames(before.environment ?? {}, now.environment).map((name) => `the environment variable ${name}`),
    ...(before.code === now.code ? [] : ['the code of the step itself']),
    ...compareValues(before.pins, now.pins, []),
    ...compareValues(before.tools, now.tools, []),
  ];
}

function compareValues(before: unknown, now: unknown, path: readonly string[]): string[] {
  if (canonicalJson(before ?? null) === canonicalJson(now ?? null)) return [];
  if (!isMap(before) || !isMap(now)) return [`${path.join('.')}: ${show(before)} -> ${show(now)}`];
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((key) => compareValues(before[key], now[key], [...path, key]));
}

function changedNames(before: Record<string, string>, now: Record<string, string>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((name) => before[name] !== now[name]);
}

/** Lists are compared entry by entry too: `dsp.0.params.coefficients`. */
function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function readLastIngredients(plan: StepPlan, root: string): Ingredients | undefined {
  try {
    return JSON.parse(readFileSync(join(publishFolder(root, plan.id), 'key.json'), 'utf8')) as Ingredients;
  } catch {
    return undefined;
  }
}
