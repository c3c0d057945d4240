import type { StepRow } from '../graph/step-plan';

/** Every step, in the order of the data. A row is the only registration. */
export const STEPS: readonly StepRow[] = [];
