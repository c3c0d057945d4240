import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Metrics, RunStep, StepContext } from '../plugin/steps/step';

/** Runs one step's body in `root`, without the runner: the artefact is `<root>/<id>`, its metrics are returned. */
export async function runStepBody(run: RunStep, root: string, step: Partial<StepContext> & { id: string }): Promise<Metrics> {
  const [output, scratch] = [join(root, step.id), join(root, '.scratch', step.id)];
  mkdirSync(output, { recursive: true });
  mkdirSync(scratch, { recursive: true });
  const pins = { threads: 1, seed: 1, maxIsa: 'AVX2' as const };
  return run({ params: {}, inputs: {}, folders: {}, root, output, scratch, pins, progress: () => {}, ...step });
}
