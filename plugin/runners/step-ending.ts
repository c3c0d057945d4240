import { join } from 'node:path';
import { ImpulseError, type ErrorDetails } from '../errors';
import type { StepEnd, StepStatus } from './engines/engine';
import { publishFolder } from './publish';

/** Lines that an error shows. */
export const LINES_KEPT = 20;

const ENDINGS: Record<Exclude<StepStatus, 'ok'>, ImpulseError['code']> = {
  failed: 'IMP_STEP_DIED',
  oom: 'IMP_STEP_MEMORY',
  timeout: 'IMP_STEP_TIMEOUT',
  cancelled: 'IMP_STEP_CANCELLED',
  lost: 'IMP_STEP_LOST',
  unschedulable: 'IMP_STEP_UNSCHEDULABLE',
  'image-missing': 'IMP_IMAGE_MISSING',
};

/** An end of work that is no success, in words. @param details `id`, `lines` and `command` to repeat it, and the hints. */
export function endingError({ status, reason }: StepEnd, details: ErrorDetails): ImpulseError {
  return new ImpulseError(ENDINGS[status === 'ok' ? 'failed' : status], { ...details, death: reason });
}

/** Where the envelope of a step that failed is kept. */
export function keptEnvelope(root: string, id: string): string {
  return join(publishFolder(root, id), 'step-run.json');
}

/** What repeats a failed step alone. */
export function repeatCommand(root: string, id: string): string {
  return `npx nx-impulse run-step ${keptEnvelope(root, id)}`;
}
