import type { Runner, StepRunner } from '../../schemas/impulse';
import type { RunnerChoice, RunnerSection } from './manifest';

/** A name alone is an engine; quantities by the unit that their name says. */
export function linkRunner(written: Runner | undefined): RunnerSection {
  const steps = typeof written === 'object' ? (written.steps ?? {}) : {};
  return { ...linkChoice(written), steps: Object.fromEntries(Object.entries(steps).map(([step, choice]) => [step, linkChoice(choice)])) };
}

function linkChoice(written: StepRunner | undefined): RunnerChoice {
  if (typeof written === 'string') return { engine: written };
  const { engine, cpus, memory, gpus, timeout } = written ?? {};
  const choice = { engine, cpus, memoryBytes: memory, gpus, timeoutS: timeout };
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined));
}
