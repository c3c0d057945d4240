import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFlatbuffer } from '../../compiler/tflite/write-flatbuffer';
import type { EpochRecord } from '../../learn/fit-model';
import { loadLearnBlock } from '../../learn/learn-block';
import { readFeatures, rowsOf } from '../../learn/read-features';
import { trainBlock } from '../../learn/train-block';
import type { RunStep } from '../step';
import { augmentWindows } from './augment-windows';

/** Writes `model.float32.tflite`, `labels.json`, `task.json` (`classes` or `value`) and `history.json`. */
export const run: RunStep = async (context) => {
  const { params, inputs, folders, output, scratch, pins, progress } = context;
  const { learn } = params;
  const set = readFeatures(learn.input.map((name: string) => inputs[`features:${name}`]));
  const rows = { train: rowsOf('train', set, inputs.split), validation: rowsOf('validation', set, inputs.split) };
  const copies = await augmentWindows(context, set, rows.train);
  const block = await loadLearnBlock(folders.block);
  const trained = await trainBlock({
    block,
    name: learn.name,
    params: learn.params,
    pins,
    set,
    rows,
    copies,
    checkpoint: join(scratch, 'checkpoint.bin'),
    onEpoch: (record) => progress(describeEpoch(record, learn.params.epochs), record.epoch / learn.params.epochs),
  });
  const model = writeFlatbuffer(trained.graph, `${learn.name}: ${learn.block}`);
  writeFileSync(join(output, 'model.float32.tflite'), model);
  writeFileSync(join(output, 'labels.json'), `${JSON.stringify(trained.labels)}\n`);
  writeFileSync(join(output, 'task.json'), `${JSON.stringify(block.task)}\n`);
  writeFileSync(join(output, 'history.json'), `${JSON.stringify({ bestEpoch: trained.bestEpoch, epochs: trained.history }, null, 1)}\n`);
  const best = trained.history[trained.bestEpoch - 1];
  return {
    trainWindows: rows.train.length,
    validationWindows: rows.validation.length,
    copiesPerWindow: copies.length,
    parameters: trained.parameters,
    modelBytes: model.length,
    epochs: trained.history.length,
    bestEpoch: trained.bestEpoch,
    ...best,
  };
};

function describeEpoch({ epoch, loss, accuracy, validationLoss, validationAccuracy }: EpochRecord, epochs: number): string {
  const percent = (share: number | undefined, what: string): string => (share === undefined ? '' : `  ${what} ${(share * 100).toFixed(1)} %`);
  const validation = validationLoss === undefined ? '' : `  validation loss ${validationLoss.toFixed(3)}`;
  return `epoch ${epoch}/${epochs}  loss ${loss.toFixed(3)}${percent(accuracy, 'accuracy')}${validation}${percent(validationAccuracy, 'accuracy')}`;
}
