import type { StepRow } from '../../graph/step-plan';
import { planFetches } from './plan-fetches';

export const fetch: StepRow = {
  name: 'fetch',
  summary: 'Brings the objects of a bucket here.',
  heavy: true,
  plan: ({ dataset: { sources } }) => planFetches(sources).filter((plan) => plan !== undefined),
  outside: async ({ params }) => (await import('./take-listing')).digestListings(params),
  load: () => import('./run'),
};
