import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fixedPart } from '../data/find-files';
import type { StepPlan } from '../graph/step-plan';
import { assetRoot } from '../paths';
import type { Engine, Hints, Mount, OwnCommand, StepSpec } from './engines/engine';
import { pinEnvironment, type StepRun } from './envelope';

/** A plan that is about to run, with the places of all that it reads and writes. */
export interface Work {
  plan: StepPlan;
  key: string;
  /** Role -> digest of the artefact. */
  trees: Record<string, string>;
  envelope: StepRun;
  /** Absolute path of `step-run.json`; the folder around it is the step's own. */
  envelopePath: string;
  hints?: Hints;
}

/** One of our own steps for an engine. Paths are the same inside and outside, so that one envelope and its errors are right in both. */
export function describeWork({ plan, key, trees, envelope, envelopePath, hints }: Work, own: OwnCommand, engine: Engine): StepSpec {
  const named = (plan.environment ?? []).map((name) => [name, process.env[name] ?? '']);
  const environment: NodeJS.ProcessEnv = engine.isolates ? Object.fromEntries(named) : process.env;
  return {
    key,
    id: plan.id,
    ...(own.image === undefined ? {} : { image: own.image }),
    argv: [...own.argv, 'run-step', envelopePath],
    env: { ...(pinEnvironment(envelope.pins, environment) as Record<string, string>), ...own.env, NX_IMPULSE_RUNNER: engine.name },
    cwd: dirname(envelopePath),
    mounts: [
      ...Object.entries(envelope.inputs).map(([role, folder]) => ({ ...mounted(folder), digest: trees[role] })),
      ...readFolders(plan, envelope.root).map(mounted),
      ...[dirname(envelopePath), envelope.scratch].map((folder) => ({ ...mounted(folder), writable: true })),
      ...own.mounts,
    ],
    ...(hints ? { hints } : {}),
  };
}

/** Where a folder of ours lies in the engine: its package is the same, elsewhere. */
export function insideFolder(folder: string, own: OwnCommand): string {
  const path = relative(assetRoot, folder);
  return path.startsWith('..') ? folder : join(own.assetRoot, path);
}

const mounted = (folder: string): Mount => ({ host: folder, inside: folder });

/** The impulse's folder, sources that are not ours, and data that lies elsewhere; no folder inside of another. */
function readFolders({ files, folders }: StepPlan, root: string): string[] {
  const data = files.map((pattern) => fixedPart(root, pattern)).flatMap((path) => (existsSync(path) ? [path, realpathSync(path)] : []));
  const sources = Object.values(folders).filter((folder) => relative(assetRoot, folder).startsWith('..'));
  const all = [...new Set([root, ...sources, ...data].map((path) => resolve(path)))];
  return all.filter((path) => !all.some((other) => other !== path && path.startsWith(other + sep)));
}
