import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Estimate } from '../../estimate/estimate';
import type { BlockUse, InputSection, TargetUse } from '../../manifest/manifest';
import { judgeBudget } from '../budget/judge-budget';
import type { CompileFacts } from '../compile/compile-facts';
import type { Evaluation } from '../evaluate/evaluation';
import type { RunStep } from '../step';
import { collectDataset } from './collect/collect-dataset';
import { collectModels } from './collect/collect-models';
import { collectScatter } from './collect/collect-scatter';
import { describeTarget } from './collect/describe-target';
import { readJson } from '../read-json';
import type { Report } from './report';
import { writeReport } from './write-report';

/** Writes `report.json`, and the same figures as `report.html` and `report.md`. */
export const run: RunStep = async ({ params, inputs, output }) => {
  const report = collectReport(params, inputs);
  for (const [name, text] of Object.entries(writeReport(report))) writeFileSync(join(output, name), text);
  return { targets: report.targets.length, budgetsBroken: report.targets.flatMap(({ verdicts }) => verdicts.filter(({ ok }) => !ok)).length };
};

function collectReport(params: Record<string, any>, inputs: Record<string, string>): Report {
  const input: InputSection = params.input;
  const evaluation = readJson<Evaluation>(inputs.evaluate, 'evaluation.json');
  const dsp: Omit<BlockUse, 'folder'>[] = params.dsp;
  const trains = Object.fromEntries(evaluation.learn.map(({ name }) => [name, inputs[`train:${name}`]]));
  return {
    version: 1,
    impulse: { name: params.name, description: params.description, ...input },
    dataset: collectDataset(inputs.dataset, inputs.split),
    dsp: dsp.map(({ name, block, container }) => {
      const { shape } = readJson<{ shape: number[] }>(inputs[`features:${name}`], 'plan.json');
      return { name, block, shape, ...(container ? { byContainer: true } : {}) };
    }),
    models: collectModels(evaluation, trains),
    targets: params.targets.map(({ id, budget }: TargetUse) => {
      const estimate = readJson<Estimate>(inputs[`estimate:${id}`], 'estimate.json');
      const facts = readJson<CompileFacts>(inputs[`compile:${id}`], 'compile.json');
      return { id, ...describeTarget(estimate, facts), verdicts: judgeBudget(budget, evaluation, estimate) };
    }),
    scatter: collectScatter(inputs[`features:${dsp[0].name}`], inputs.split),
  };
}
