import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Budget as WrittenBudget, TargetUse as WrittenTarget } from '../../schemas/impulse';
import { GOALS, type Goal } from '../compiler/cost/goals';
import { didYouMean } from '../did-you-mean';
import { assetRoot } from '../paths';
import type { ErrorCollector } from './error-collector';
import { type Family, findFolder, knownIds, type Places } from './find-folder';
import type { Budget, TargetUse } from './manifest';

const TARGETS: Family = { folder: 'targets', has: (folder) => existsSync(join(folder, 'target.json')) };

/** What the impulse says for all of its targets. */
interface Common {
  budget?: WrittenBudget;
  optimize?: Goal;
}

/** Finds each target; its own limits overrule the common ones, figure by figure, and its own goal the common one. */
export function linkTargets(
  written: readonly WrittenTarget[] | undefined,
  common: Common,
  places: Places,
  errors: ErrorCollector,
): TargetUse[] {
  const firstUses = new Map<string, number>();
  return (Array.isArray(written) ? written : []).flatMap((target: WrittenTarget, index) => {
    const path = ['targets', String(index)];
    if (errors.isBroken(path)) return [];
    const use: Exclude<WrittenTarget, string> = typeof target === 'string' ? { id: target, budget: {} } : target;
    const idPath = typeof target === 'string' ? path : [...path, 'id'];
    const found = findTarget(use.id, idPath, places, errors);
    if (!found) return [];
    const first = firstUses.get(found.id);
    if (first !== undefined) errors.report('IMP_TARGET_DUPLICATE', { target: found.id, first: first + 1 }, idPath);
    firstUses.set(found.id, first ?? index);
    const budget = { ...linkBudget(common.budget), ...linkBudget(use.budget) };
    return [{ ...found, budget, optimize: use.optimize ?? common.optimize ?? GOALS[0] }];
  });
}

/** Ids of the targets that a manifest in this folder may name, sorted. */
export function listTargets(workspaceRoot: string): string[] {
  return knownIds(TARGETS, { assetRoot, workspaceRoot, root: workspaceRoot });
}

/** Limits by the unit that their name says. */
export function linkBudget(written: WrittenBudget | null | undefined): Budget {
  const { accuracy, f1, auc, ram, flash, latency } = written ?? {};
  const budget = { accuracy, f1, auc, ramBytes: ram, flashBytes: flash, latencyMs: latency };
  return Object.fromEntries(Object.entries(budget).filter(([, limit]) => limit !== undefined));
}

/** A target's id is the name of its folder, wherever that stands. */
function findTarget(reference: string, path: string[], places: Places, errors: ErrorCollector): { id: string; folder: string } | undefined {
  const found = findFolder(reference, TARGETS, places);
  if (found) return { id: found.id.split('/').at(-1)!, folder: found.folder };
  const advice = reference.includes('/') ? 'there is no target.json in that folder' : didYouMean(reference, knownIds(TARGETS, places));
  errors.report('IMP_TARGET_UNKNOWN', { target: reference, advice }, path);
  return undefined;
}
