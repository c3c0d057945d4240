import { ImpulseError } from '../errors';
import type { TrackedStep } from '../runners/tracked-steps';

/** The one step there is, or undefined. @throws IMP_STEP_AMBIGUOUS where a word names several. */
export function oneOf(steps: readonly TrackedStep[], word: string): TrackedStep | undefined {
  if (steps.length <= 1) return steps[0];
  const known = steps.map(({ impulse, id, key }) => `${impulse}:${id} (${key.slice(0, 12)})`).join(', ');
  throw new ImpulseError('IMP_STEP_AMBIGUOUS', { word, known });
}
