import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImpulseError } from '../../errors';
import type { Estimate } from '../../estimate/estimate';
import type { Evaluation } from '../evaluate/evaluation';
import { readJson } from '../read-json';
import type { RunStep } from '../step';
import { describeVerdict } from './describe-verdict';
import { judgeBudget } from './judge-budget';

/** Writes `budget.json` where the budget holds; fails with every broken figure where it does not. */
export const run: RunStep = async ({ params, inputs, output }) => {
  const evaluation = readJson<Evaluation>(inputs.evaluate, 'evaluation.json');
  const estimate = readJson<Estimate>(inputs.estimate, 'estimate.json');
  const verdicts = judgeBudget(params.budget, evaluation, estimate);
  const broken = verdicts.filter(({ ok }) => !ok);
  if (broken.length > 0) {
    const lines = broken.map((verdict) => `${describeVerdict(verdict)}: ${verdict.help}`);
    throw new ImpulseError('IMP_BUDGET_BROKEN', { target: params.target, figures: lines.join('\n  ') });
  }
  writeFileSync(join(output, 'budget.json'), `${JSON.stringify(verdicts, null, 1)}\n`);
  return { verdicts };
};
