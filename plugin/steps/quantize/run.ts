import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importGraph } from '../../compiler/tflite/import-graph';
import { readFlatbuffer } from '../../compiler/tflite/read-flatbuffer';
import { writeFlatbuffer } from '../../compiler/tflite/write-flatbuffer';
import { observeRanges } from '../../learn/quantize/observe-ranges';
import { quantizeGraph } from '../../learn/quantize/quantize-graph';
import { representativeWindows } from '../../learn/quantize/representative-windows';
import { readFeatures, rowsOf } from '../../learn/read-features';
import type { RunStep, StepContext } from '../step';

/** Writes `model.int8.tflite`; a model that came as int8 stays as it is, and a plan has nothing to quantize. */
export const run: RunStep = async (context) => {
  const { inputs, output } = context;
  if (existsSync(join(inputs.train, 'plan.json'))) return {};
  if (!existsSync(join(inputs.train, 'model.int8.tflite'))) return quantizeModel(context);
  copyFileSync(join(inputs.train, 'model.int8.tflite'), join(output, 'model.int8.tflite'));
  return {};
};

async function quantizeModel({ params, inputs, output, progress }: StepContext) {
  const { learn } = params;
  const file = readFileSync(join(inputs.train, 'model.float32.tflite'));
  const graph = importGraph(readFlatbuffer(file));
  const set = readFeatures(learn.input.map((name: string) => inputs[`features:${name}`]));
  const windows = representativeWindows(set, rowsOf('train', set, inputs.split, learn.classes));
  const ranges = await observeRanges(graph, windows, (done) => progress(`ranges of ${windows.length} windows`, done));
  const model = writeFlatbuffer(quantizeGraph(graph, ranges), `${learn.name}: ${learn.block}, int8`);
  writeFileSync(join(output, 'model.int8.tflite'), model);
  return { representativeWindows: windows.length, modelBytes: model.length, floatModelBytes: file.length };
}
