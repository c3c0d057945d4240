import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImpulseError } from '../../errors';
import type { FittedBlock } from '../../learn/learn-block';
import { readFeatures, rowsOf, takeRows } from '../../learn/read-features';
import { trainingSeed } from '../../learn/train-block';
import type { Metrics, StepContext } from '../step';
import { writeTraining } from './write-training';

/** Lets a block fit its plan to the train windows: `plan.json`, which its C++ scores with. */
export async function fitPlan({ params, inputs, output, pins, progress }: StepContext, block: FittedBlock): Promise<Metrics> {
  const { learn } = params;
  const set = readFeatures(learn.input.map((name: string) => inputs[`features:${name}`]));
  const rows = rowsOf('train', set, inputs.split);
  if (rows.length === 0) throw new ImpulseError('IMP_TRAIN_EMPTY');
  const plan = await block.fit({
    features: takeRows(set.features, set.width, rows),
    width: set.width,
    params: learn.params,
    seed: trainingSeed(pins, learn.params),
    progress: (done) => progress(`fitting ${rows.length} windows`, done),
  });
  writeFileSync(join(output, 'plan.json'), `${JSON.stringify(plan)}\n`);
  writeTraining(output, { task: 'anomaly', labels: [], bestEpoch: 0, epochs: [] });
  return { trainWindows: rows.length, tableBytes: 4 * (plan.ints.length + plan.floats.length) };
}
