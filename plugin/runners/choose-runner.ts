import type { StepPlan } from '../graph/step-plan';
import { linkRunner } from '../manifest/link-runner';
import type { RunnerChoice, RunnerSection } from '../manifest/manifest';
import { readPluginOptions } from '../manifest/read-plugin-options';
import type { Hints } from './engines/engine';

/** Where a step is to run, and what it may take. */
export interface ChosenRunner {
  engine: string;
  hints: Hints;
}

/**
 * Where each step of an impulse is to run.
 *
 * @param section what the manifest says. @param root the impulse's folder; the `nx.json` above it may say more.
 * @param asked the engine that the command line names.
 * @throws ImpulseErrors for wrong options of the plugin.
 */
export function runnersOf(section: RunnerSection, root: string, asked?: string): (plan: StepPlan) => ChosenRunner {
  const workspace = linkRunner(readPluginOptions(root).runner);
  return ({ step }) => chooseRunner(step, section, workspace, asked);
}

/**
 * The nearest word counts: the command line's, the variable IMPULSE_RUNNER's, the manifest's for the step, the manifest's for all
 * steps, the workspace's in the same order. Limits come from manifest and workspace whoever names the engine.
 */
export function chooseRunner(step: string, manifest: RunnerSection, workspace: RunnerSection, asked?: string): ChosenRunner {
  const { engine: written, ...hints }: RunnerChoice = { ...choiceFor(step, workspace), ...choiceFor(step, manifest) };
  return { engine: asked ?? (process.env.IMPULSE_RUNNER || undefined) ?? written ?? 'local', hints };
}

function choiceFor(step: string, { steps, ...all }: RunnerSection): RunnerChoice {
  return { ...all, ...steps[step] };
}
