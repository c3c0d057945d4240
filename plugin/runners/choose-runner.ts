import type { RunnerChoice, RunnerSection } from '../manifest/manifest';
import type { Hints } from './engines/engine';

/** Where a step is to run, and what it may take. */
export interface ChosenRunner {
  engine: string;
  hints: Hints;
}

/**
 * The nearest word counts: the command line's, the variable IMPULSE_RUNNER's, the manifest's for the step, the manifest's for all
 * steps, the workspace's. Limits come from the manifest whoever names the engine.
 *
 * @param asked what the command line says. @param workspace what `nx.json` says.
 */
export function chooseRunner(step: string, { steps, ...all }: RunnerSection, asked?: string, workspace?: string): ChosenRunner {
  const { engine: written, ...hints }: RunnerChoice = { ...all, ...steps[step] };
  return { engine: asked ?? (process.env.IMPULSE_RUNNER || undefined) ?? written ?? workspace ?? 'local', hints };
}
