import type { StepRow } from '../../graph/step-plan';

export const budget: StepRow = {
  name: 'budget',
  summary: 'Fails where accuracy, F1, AUC, RAM, flash or latency on a target break the budget.',
  plan: ({ targets }) =>
    targets
      .filter((target) => Object.keys(target.budget).length > 0)
      .map((target) => ({
        id: `budget--${target.id}`,
        step: 'budget',
        item: target.id,
        target: target.id,
        params: { target: target.id, budget: target.budget },
        inputs: { evaluate: 'evaluate', estimate: `estimate--${target.id}` },
        files: [],
        folders: {},
        sections: ['budget', `targets.${target.id}`],
      })),
  load: () => import('./run'),
};
