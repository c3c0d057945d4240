import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImpulseError } from '../../errors';
import { type AnomalyRole, checkAnomalyLabels, roleOfLabel } from '../../learn/anomaly-roles';
import type { FittedBlock } from '../../learn/learn-block';
import { readFeatures, rowsOf, takeRows } from '../../learn/read-features';
import { trainingSeed } from '../../learn/train-block';
import type { Metrics, StepContext } from '../step';
import { refuseOptions } from './refuse-options';
import { writeTraining } from './write-training';

/**
 * Lets a block fit its plan to the normal windows of the train side: `plan.json`, which its C++ scores with. Normal windows of the
 * validation side, and those of anomalies for tuning, may choose the threshold; all others are not looked at.
 * @throws IMP_TRAIN_EMPTY, IMP_ANOMALY_LABEL
 */
export async function fitPlan({ params, inputs, output, pins, progress }: StepContext, block: FittedBlock): Promise<Metrics> {
  const { learn } = params;
  refuseOptions(learn, ['classes'], 'it tells no classes');
  const set = readFeatures(learn.input.map((name: string) => inputs[`features:${name}`]));
  const sides = { train: rowsOf('train', set, inputs.split), validation: rowsOf('validation', set, inputs.split) };
  if (sides.train.length === 0) throw new ImpulseError('IMP_TRAIN_EMPTY');
  const labelOf = (row: number): string => set.windows[row].label as string;
  const labels = { train: new Set(Array.from(sides.train, labelOf)), validation: new Set(Array.from(sides.validation, labelOf)) };
  checkAnomalyLabels(learn.name, learn.params, labels);
  const rowsIn = (role: AnomalyRole, ...of: Uint32Array[]): Uint32Array =>
    Uint32Array.from(of.flatMap((rows) => [...rows.filter((row) => roleOfLabel(labelOf(row), learn.params, labels) === role)]));
  const train = rowsIn('normal', sides.train);
  if (train.length === 0) throw new ImpulseError('IMP_TRAIN_EMPTY');
  const tune = { normal: rowsIn('normal', sides.validation), anomalies: rowsIn('tune', sides.train, sides.validation) };
  const featuresOf = (rows: Uint32Array): Float32Array => takeRows(set.features, set.width, rows);
  const plan = await block.fit({
    features: featuresOf(train),
    width: set.width,
    params: learn.params,
    seed: trainingSeed(pins, learn.params),
    tune: { normal: featuresOf(tune.normal), anomalies: featuresOf(tune.anomalies) },
    progress: (done) => progress(`fitting ${train.length} windows`, done),
  });
  writeFileSync(join(output, 'plan.json'), `${JSON.stringify(plan)}\n`);
  writeTraining(output, { task: 'anomaly', labels: [], bestEpoch: 0, epochs: [] });
  return {
    trainWindows: train.length,
    validationWindows: tune.normal.length,
    anomalousWindows: tune.anomalies.length,
    tableBytes: 4 * (plan.ints.length + plan.floats.length),
  };
}
