import { join } from 'node:path';
import { findFiles } from '../data/find-files';
import { canonicalJson } from '../graph/canonical-json';
import type { StepPlan } from '../graph/step-plan';
import { STEPS } from '../steps';
import { digestStepCode } from './code-digest';
import { digestText } from './digest';
import { BLOCK_ENGINE, loadEngine } from './engines';
import { PINS } from './envelope';
import type { FileDigests } from './file-digests';
import { listFiles } from './list-files';

/** Everything that can change a step's result, each part as small as a digest: what `explain` compares when a step runs again. */
export interface Ingredients {
  step: string;
  params: Record<string, unknown>;
  /** Role -> digest of the input artefact. */
  inputs: Record<string, string>;
  /** Digest of the names and contents of the files that the plan names. */
  files: string;
  /** Name -> digest of a source folder. */
  folders: Record<string, string>;
  /** Name -> digest of the value of an environment variable that the plan names. */
  environment: Record<string, string>;
  code: string;
  pins: Record<string, unknown>;
  /** Tool -> version, where the step's result depends on one. */
  tools: Record<string, string>;
  /** Block in a container -> what its image is built on, or is. */
  images?: Record<string, string>;
  /** Name -> digest of what lies outside of this machine. */
  outside?: Record<string, string>;
}

/**
 * @param inputs Role -> digest of the artefact.
 * @param root Absolute folder of the impulse.
 * @param toolsThere Step -> tool -> version, where the step does not run with the tools of this machine.
 */
export async function collectIngredients(
  plan: StepPlan, inputs: Record<string, string>, root: string, digests: FileDigests, toolsThere?: Record<string, Record<string, string>>,
): Promise<Ingredients> {
  const row = STEPS.find(({ name }) => name === plan.step);
  return {
    step: plan.step,
    params: plan.params,
    inputs,
    files: digestPlanFiles(plan, root, digests),
    folders: mapValues(plan.folders, (folder) => digestFolder(folder, digests)),
    environment: Object.fromEntries((plan.environment ?? []).map((name) => [name, digestText(process.env[name] ?? '')])),
    code: digestStepCode(plan.step, Object.values(plan.folders)),
    pins: { ...PINS },
    tools: toolsThere?.[plan.step] ?? (await row?.tools?.(plan)) ?? {},
    ...(plan.containers ? { images: await identifyImages(plan) } : {}),
    ...(row?.outside ? { outside: await row.outside(plan) } : {}),
  };
}

/** SHA-256 of all that a result depends on. */
export function computeKey(ingredients: Ingredients): string {
  return digestText(canonicalJson(ingredients));
}

async function identifyImages({ containers = {}, folders }: StepPlan): Promise<Record<string, string>> {
  const engine = await loadEngine(BLOCK_ENGINE);
  // Converters pin what they install: who never needs one need not have its base.
  const own = Object.entries(containers).filter(([name]) => !name.startsWith('convert:'));
  const named = own.map(async ([name, spec]) => [name, await engine.identifyImage!(folders[name]!, spec)]);
  return Object.fromEntries((await Promise.all(named)) as [string, string][]);
}

function digestPlanFiles({ files }: StepPlan, root: string, digests: FileDigests): string {
  const found = files.flatMap((pattern) => findFiles(root, pattern));
  return digestText(found.map(({ name, absolute }) => `${name}
${digests.digest(absolute)}
`).join(''));
}

function digestFolder(folder: string, digests: FileDigests): string {
  return digestText(listFiles(folder).map((file) => `${file}\n${digests.digest(join(folder, file))}\n`).join(''));
}

function mapValues(record: Record<string, string>, map: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
