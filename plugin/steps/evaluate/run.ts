import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnomalyLabels } from '../../learn/anomaly-roles';
import { hostArch, loadImpulse, type Impulse } from '../../native';
import { assembleImpulse, formatsOf, type ImpulseParams, type NumberFormat } from '../compile/assemble-impulse';
import { describeInterface, type Interface } from '../compile/compile-facts';
import { writeImpulse } from '../compile/write-impulse';
import { readJson } from '../read-json';
import type { Metrics, RunStep, StepContext } from '../step';
import type { BaseDocument } from '../train/stand-on-base';
import type { Evaluation } from './evaluation';
import { runWindows } from './run-windows';
import { summarizeRuns } from './summarize-runs';

/** Runs the host build of the generated impulse on every window, from raw values, and writes `evaluation.json`. */
export const run: RunStep = async (context) => {
  const { inputs, params, output, progress } = context;
  progress('building the impulse for this machine');
  const formats = formatsOf(context);
  const builds = await Promise.all(formats.map((format) => buildImpulse(context, format)));
  const runs = runWindows({
    dataset: inputs.dataset,
    features: builds[0].facts.dsp.map(({ name, supplied = false }) => ({ folder: inputs[`features:${name}`], supplied })),
    split: readJson(inputs.split, 'split.json'),
    axes: params.input.axes,
    impulses: new Map(formats.map((format, index) => [format, builds[index].impulse])),
    progress,
  });
  const learn = (params as ImpulseParams).learn;
  const anomalyLabels = new Map(learn.map((use) => [use.name, use.params as AnomalyLabels]));
  const ignored = params.postprocess?.params.ignore ?? [];
  const evaluation = await summarizeRuns(builds[0].facts, { ignored, anomalyLabels, bases: readBases(learn, inputs) }, runs);
  writeFileSync(join(output, 'evaluation.json'), `${JSON.stringify(evaluation, null, 1)}\n`);
  return evaluationMetrics(evaluation);
};

/** What learn blocks stand on, by their names; those that stand on nothing have none. */
function readBases(learn: ImpulseParams['learn'], inputs: StepContext['inputs']): ReadonlyMap<string, BaseDocument> {
  const based = learn.filter(({ name }) => existsSync(join(inputs[`train:${name}`], 'base.json')));
  return new Map(based.map(({ name }) => [name, readJson<BaseDocument>(inputs[`train:${name}`], 'base.json')]));
}

/**
 * By the portable DSP files, which are those that ship, where the features were made by those of this processor: that both agree to the
 * bit is seen on every window.
 */
async function buildImpulse(context: StepContext, format: NumberFormat): Promise<{ facts: Interface; impulse: Impulse }> {
  const spec = await assembleImpulse(context, format, hostArch());
  const [folder, host] = [join(context.scratch, format), join(context.scratch, 'host', format)];
  writeImpulse(spec, folder, host);
  return { facts: describeInterface(spec), impulse: await loadImpulse(folder, host) };
}

/** `keywordsInt8TestAccuracy` and its kin: one number per learn block, format and side. */
function evaluationMetrics({ learn }: Evaluation): Metrics {
  const metrics: Metrics = {};
  for (const one of learn) {
    for (const format of ['int8', 'float32'] as const) {
      for (const [side, figures] of Object.entries(one[format] ?? {})) {
        const prefix = `${one.name}.${format}.${side}`;
        for (const name of ['accuracy', 'macroF1', 'meanAbsoluteError', 'auc', 'detected', 'falseAlarms'] as const) {
          if (name in figures) metrics[`${prefix}.${name}`] = (figures as unknown as Record<string, number>)[name];
        }
      }
    }
  }
  return metrics;
}
