import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFlatbuffer } from '../../compiler/tflite/write-flatbuffer';
import type { FrozenBase } from '../../learn/learn-block';
import { type FeatureSet, takeRows } from '../../learn/read-features';
import type { TrainedBlock } from '../../learn/train-block';
import { joinHead, quantizeHead } from '../../learn/transfer/quantize-head';
import { type Base, readBase } from '../../learn/transfer/read-base';
import { representativeWindows } from '../../learn/quantize/representative-windows';
import type { Metrics, StepContext } from '../step';
import type { ClassRows } from './class-rows';
import { buildBase } from './embed-windows';

/** `base.json`: what the model of a learn block stands on. */
export interface BaseDocument {
  file: string;
  /** Name of the tensor that was learned from. */
  layer: string;
  /** `int8`: the float32 figures are those of a float32 head on the int8 base. */
  format: 'int8' | 'float32';
}

/** Windows as a frozen base sees them. */
export interface EmbeddedSet {
  base: Base;
  /** Rows that nothing is learned from stay zero. */
  set: FeatureSet;
  copies: Float32Array[];
}

interface EmbeddedRows {
  frozen: FrozenBase;
  set: FeatureSet;
  rows: ClassRows;
  copies: Float32Array[];
}

/** Puts all windows that are learned from, and their altered copies, through the base. */
export async function embedSet(
  { params, scratch, progress }: StepContext, { frozen, set, rows, copies }: EmbeddedRows,
): Promise<EmbeddedSet> {
  const base = readBase(frozen, params.learn.name, set.width);
  progress('building the base for this machine');
  const embed = await buildBase(base, set.width, scratch);
  const parts = [rows.train, rows.validation].map((some) => takeRows(set.features, set.width, some));
  const embedded: Float32Array[] = [];
  for (const [index, part] of [...parts, ...copies].entries()) {
    embedded.push(await embed(part, (done) => progress('windows through the base', (index + done) / (parts.length + copies.length))));
  }
  const features = new Float32Array(set.windows.length * base.width);
  [rows.train, rows.validation].forEach((some, side) =>
    some.forEach((row, at) => features.set(embedded[side].subarray(at * base.width, (at + 1) * base.width), row * base.width)),
  );
  return { base, set: { windows: set.windows, shape: base.shape, width: base.width, features }, copies: embedded.slice(parts.length) };
}

/** Writes head and base as one model: `model.float32.tflite`, on an int8 base `model.int8.tflite` too; and `base.json`. */
export async function writeOnBase(
  { params, output, progress }: StepContext, { base, set }: EmbeddedSet, { file }: FrozenBase, trained: TrainedBlock, rows: ClassRows,
): Promise<Metrics> {
  const { learn } = params;
  const document: BaseDocument = { file, layer: base.layer, format: base.format };
  writeFileSync(join(output, 'base.json'), `${JSON.stringify(document)}\n`);
  const float = writeFlatbuffer(joinHead(base, trained.graph), `${learn.name}: ${learn.block}`);
  writeFileSync(join(output, 'model.float32.tflite'), float);
  if (base.format === 'int8') {
    const windows = representativeWindows(set, rows.train);
    const int8 = await quantizeHead(base, trained.graph, windows, (done) => progress(`ranges of ${windows.length} windows`, done));
    writeFileSync(join(output, 'model.int8.tflite'), writeFlatbuffer(int8, `${learn.name}: ${learn.block}, int8`));
  }
  return { modelBytes: float.length, baseFormat: base.format, embedding: base.width };
}
