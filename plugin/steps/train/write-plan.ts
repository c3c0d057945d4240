import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImpulseError } from '../../errors';
import type { ProvidedPlan } from '../../learn/learn-block';
import { readFeatures, rowsOf } from '../../learn/read-features';
import { sortedLabels } from '../../learn/targets';
import type { Metrics, StepContext } from '../step';
import { writeTraining } from './write-training';

/**
 * Writes a plan of classes or of a value, held against the features that it will see: `plan.json`.
 * @throws ImpulseError IMP_MODEL_INPUT_MISMATCH, IMP_MODEL_CLASS_UNKNOWN
 */
export function writePlan({ params, inputs, output }: StepContext, { plan, features, labels, task }: ProvidedPlan): Metrics {
  const { learn } = params;
  const set = readFeatures(learn.input.map((name: string) => inputs[`features:${name}`]));
  const sizes = { learn: learn.name, input: features, features: set.width };
  if (set.width !== features) throw new ImpulseError('IMP_MODEL_INPUT_MISMATCH', sizes);
  const rows = (['train', 'validation'] as const).flatMap((side) => [...rowsOf(side, set, inputs.split, learn.classes)]);
  const taught = rows.map((row) => set.windows[row]);
  const names = labels ? nameLabels(labels, sortedLabels(taught), learn.name) : [learn.name];
  writeFileSync(join(output, 'plan.json'), `${JSON.stringify(plan)}\n`);
  writeTraining(output, { task, labels: names, bestEpoch: 0, epochs: [] });
  return { tableBytes: 4 * (plan.ints.length + plan.floats.length) };
}

/**
 * @param labels names, or places among the labels that training sees: from 0, or from 1 as Edge Impulse's examples count them.
 * @throws IMP_MODEL_CLASS_UNKNOWN
 */
export function nameLabels(labels: readonly (string | number)[], known: readonly string[], learn: string): string[] {
  const first = labels.includes(known.length) && !labels.includes(0) ? 1 : 0;
  return labels.map((label) => {
    if (typeof label === 'string') return label;
    if (label - first in known) return known[label - first];
    throw new ImpulseError('IMP_MODEL_CLASS_UNKNOWN', { learn, class: label, labels: known.join(', ') });
  });
}
