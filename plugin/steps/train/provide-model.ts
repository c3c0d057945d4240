import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importGraph } from '../../compiler/tflite/import-graph';
import { readFlatbuffer } from '../../compiler/tflite/read-flatbuffer';
import type { ProvidingBlock } from '../../learn/learn-block';
import { readFeatures } from '../../learn/read-features';
import { sortedLabels } from '../../learn/targets';
import type { Metrics, StepContext } from '../step';
import { writeTraining } from './write-training';

/** Takes a finished model: `model.float32.tflite`, or `model.int8.tflite` where it is quantized already. */
export async function provideModel({ params, inputs, root, output }: StepContext, block: ProvidingBlock): Promise<Metrics> {
  const { learn } = params;
  const { model, labels, task } = await block.provide({ params: learn.params, root });
  const graph = importGraph(readFlatbuffer(model));
  const format = graph.tensors.some(({ dtype }) => dtype === 'int8' || dtype === 'uint8') ? 'int8' : 'float32';
  writeFileSync(join(output, `model.${format}.tflite`), model);
  const names = labels ?? sortedLabels(readFeatures([inputs[`features:${learn.input[0]}`]]).windows);
  writeTraining(output, { task, labels: names, bestEpoch: 0, epochs: [] });
  return { format, modelBytes: model.length, operators: graph.ops.length };
}
