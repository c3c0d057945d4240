import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importGraph } from '../../compiler/tflite/import-graph';
import { readFlatbuffer } from '../../compiler/tflite/read-flatbuffer';
import type { ProvidedModel, ProvidingBlock } from '../../learn/learn-block';
import { readFeatures } from '../../learn/read-features';
import { sortedLabels } from '../../learn/targets';
import type { Metrics, StepContext } from '../step';
import { writePlan } from './write-plan';
import { writeTraining } from './write-training';

/** Takes what a block brings: a finished model, or a plan. */
export async function provideModel(context: StepContext, block: ProvidingBlock): Promise<Metrics> {
  const provided = await block.provide({ params: context.params.learn.params, root: context.root });
  return 'plan' in provided ? writePlan(context, provided) : writeModel(context, provided);
}

/** `model.float32.tflite`, or `model.int8.tflite` where it is quantized already. */
function writeModel({ params, inputs, output }: StepContext, { model, labels, task }: ProvidedModel): Metrics {
  const { learn } = params;
  const graph = importGraph(readFlatbuffer(model));
  const format = graph.tensors.some(({ dtype }) => dtype === 'int8' || dtype === 'uint8') ? 'int8' : 'float32';
  writeFileSync(join(output, `model.${format}.tflite`), model);
  const names = labels ?? sortedLabels(readFeatures([inputs[`features:${learn.input[0]}`]]).windows);
  writeTraining(output, { task, labels: names, bestEpoch: 0, epochs: [] });
  return { format, modelBytes: model.length, operators: graph.ops.length };
}
