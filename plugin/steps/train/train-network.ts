import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFlatbuffer } from '../../compiler/tflite/write-flatbuffer';
import type { EpochRecord } from '../../learn/fit-model';
import type { NetworkBlock } from '../../learn/learn-block';
import { readFeatures } from '../../learn/read-features';
import { trainBlock, type TrainedBlock } from '../../learn/train-block';
import type { Metrics, StepContext } from '../step';
import { augmentWindows } from './augment-windows';
import { classRows } from './class-rows';
import { embedSet, writeOnBase } from './stand-on-base';
import { writeTraining } from './write-training';

/** Trains a network by gradients, epoch by epoch, with a checkpoint behind each. */
export async function trainNetwork(context: StepContext, block: NetworkBlock): Promise<Metrics> {
  const { params, inputs, scratch, pins, progress, root } = context;
  const { learn } = params;
  const set = readFeatures(learn.input.map((name: string) => inputs[`features:${name}`]));
  const rows = classRows(learn, block.task, set, inputs.split);
  const frozen = block.base?.({ params: learn.params, root });
  const copies = await augmentWindows(context, set, rows.train);
  const embedded = frozen && (await embedSet(context, { frozen, set, rows, copies }));
  const trained = await trainBlock({
    block,
    name: learn.name,
    params: learn.params,
    pins,
    set,
    copies,
    ...(embedded ? { set: embedded.set, copies: embedded.copies, onBase: true } : {}),
    rows,
    checkpoint: join(scratch, 'checkpoint.bin'),
    onEpoch: (record) => progress(describeEpoch(record, learn.params.epochs), record.epoch / learn.params.epochs),
  });
  const model = frozen && embedded ? await writeOnBase(context, embedded, frozen, trained, rows) : writeAlone(context, trained);
  writeTraining(context.output, { task: block.task, labels: trained.labels, bestEpoch: trained.bestEpoch, epochs: trained.history });
  return {
    trainWindows: rows.train.length,
    validationWindows: rows.validation.length,
    copiesPerWindow: copies.length,
    parameters: trained.parameters,
    ...model,
    epochs: trained.history.length,
    bestEpoch: trained.bestEpoch,
    ...trained.history[trained.bestEpoch - 1],
  };
}

function writeAlone({ params: { learn }, output }: StepContext, { graph }: TrainedBlock): Metrics {
  const model = writeFlatbuffer(graph, `${learn.name}: ${learn.block}`);
  writeFileSync(join(output, 'model.float32.tflite'), model);
  return { modelBytes: model.length };
}

function describeEpoch({ epoch, loss, accuracy, validationLoss, validationAccuracy }: EpochRecord, epochs: number): string {
  const percent = (share: number | undefined): string => (share === undefined ? '' : `  accuracy ${(share * 100).toFixed(1)} %`);
  const validation = validationLoss === undefined ? '' : `  validation loss ${validationLoss.toFixed(3)}${percent(validationAccuracy)}`;
  return `epoch ${epoch}/${epochs}  loss ${loss.toFixed(3)}${percent(accuracy)}${validation}`;
}
