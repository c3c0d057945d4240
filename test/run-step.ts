import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { BlockContainers, Metrics, RunStep, StepContext } from '../plugin/steps/step';
import { metricsProblems } from './metrics-problems';

/** For steps that run none. */
export const NO_CONTAINERS: BlockContainers = {
  atOnce: 1,
  run: () => Promise.reject(new Error('no container is planned')),
  runEach: () => Promise.reject(new Error('no container is planned')),
  runStep: () => Promise.reject(new Error('no container is planned')),
  serve: () => Promise.reject(new Error('no container is planned')),
};

/** Runs one step's body in `root`, without the runner: the artefact is `<root>/<id>`. Its metrics fit their schema, and are returned. */
export async function runStepBody(run: RunStep, root: string, step: Partial<StepContext> & { id: string }): Promise<Metrics> {
  const [output, scratch] = [join(root, step.id), join(root, '.scratch', step.id)];
  mkdirSync(output, { recursive: true });
  mkdirSync(scratch, { recursive: true });
  const pins = { threads: 1, seed: 1, maxIsa: 'AVX2' as const };
  const metrics = await run({ params: {}, inputs: {}, folders: {}, root, output, scratch, pins, containers: NO_CONTAINERS, progress: () => {}, ...step });
  expect(metricsProblems(step.id.split('--')[0], metrics)).toEqual([]);
  return metrics;
}
