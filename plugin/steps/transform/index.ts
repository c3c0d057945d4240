import type { StepRow } from '../../graph/step-plan';
import { planSources } from './plan-sources';

export const transform: StepRow = {
  name: 'transform',
  summary: 'Lets a block in a container make, change or label recordings.',
  heavy: true,
  plan: ({ dataset: { sources } }) => planSources(sources).flatMap(({ plans }) => plans),
  load: () => import('./run'),
};
