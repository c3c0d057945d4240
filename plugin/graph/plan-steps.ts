import type { Manifest } from '../manifest/manifest';
import { STEPS } from '../steps';
import type { StepPlan } from './step-plan';

/** Every step of an impulse, producers before their consumers. Pure and light: the Nx daemon calls it for each manifest. */
export function planSteps(manifest: Manifest): StepPlan[] {
  return STEPS.flatMap((row) => row.plan(manifest));
}
