import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StepPlan } from '../graph/step-plan';
import { openContainers } from '../runners/blocks/block-containers';
import { cancelOnSignal } from '../runners/cancel-on-signal';
import { PINS, type StepRun } from '../runners/envelope';
import { STEPS } from '../steps';
import type { Metrics, StepContext } from '../steps/step';

/** What a step left. */
export interface Outcome {
  output: string;
  metrics: Metrics;
}

/** Where steps run alone: without an impulse, a cache or anything that stays. */
export interface Bench {
  /** An empty folder that lives as long as the bench. */
  folder(): string;
  /** What a step's body would see. @param inputs role -> artefact folder. */
  context(plan: StepPlan, inputs?: Record<string, string>, root?: string): StepContext;
  /** Runs a planned step as an impulse would. */
  perform(plan: StepPlan, inputs?: Record<string, string>, root?: string): Promise<Outcome>;
}

/**
 * Opens a bench for some work and clears it away, with every container, however the work ends.
 *
 * @param command what repeats the work. @param say hears what the blocks print, as they print it.
 */
export async function withBench<Result>(
  command: string, say: StepContext['progress'], work: (bench: Bench) => Promise<Result>,
): Promise<Result> {
  const place = mkdtempSync(join(tmpdir(), 'impulse-block-'));
  let count = 0;
  const folder = (): string => {
    const path = join(place, String(count++));
    mkdirSync(path);
    return path;
  };
  try {
    return await cancelOnSignal((signal) => {
      const context: Bench['context'] = ({ id, step, params, folders, containers = {} }, inputs = {}, root = place) => {
        const [output, scratch] = [folder(), folder()];
        const places = { inputs, folders, root, output, scratch };
        const run: StepRun = { apiVersion: 'impulse-step/v1', id, step, params, ...places, pins: PINS, containers };
        return { ...run, progress: say, containers: openContainers(run, say, signal, command) };
      };
      return work({ folder, context, perform: (plan, inputs, root) => performStep(plan, context(plan, inputs, root)) });
    });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

async function performStep({ step }: StepPlan, context: StepContext): Promise<Outcome> {
  const { run } = await STEPS.find(({ name }) => name === step)!.load();
  return { output: context.output, metrics: await run(context) };
}
