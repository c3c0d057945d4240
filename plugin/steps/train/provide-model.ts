import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Graph } from '../../compiler/ir/graph';
import { importGraph } from '../../compiler/tflite/import-graph';
import { readFlatbuffer } from '../../compiler/tflite/read-flatbuffer';
import { ImpulseError } from '../../errors';
import type { ProvidedModel, ProvidingBlock } from '../../learn/learn-block';
import { readFeatures } from '../../learn/read-features';
import { sortedLabels } from '../../learn/targets';
import type { Metrics, StepContext } from '../step';
import { refuseOptions } from './refuse-options';
import { writePlan } from './write-plan';
import { writeTraining } from './write-training';

/** Takes what a block brings: a finished model, or a plan. @throws IMP_LEARN_OPTION_IDLE */
export async function provideModel(context: StepContext, block: ProvidingBlock): Promise<Metrics> {
  refuseOptions(context.params.learn, ['normalise', 'classes'], 'it brings a finished model');
  const provided = await block.provide({ params: context.params.learn.params, root: context.root });
  return 'plan' in provided ? writePlan(context, provided) : writeModel(context, provided);
}

/**
 * Writes `model.float32.tflite`, or `model.int8.tflite` where it is quantized already.
 * @param width number of features that the model has to take, where that is known already
 * @throws IMP_MODEL_INPUT_MISMATCH, IMP_MODEL_OUTPUT_MISMATCH
 */
export function writeModel({ params, inputs, output }: StepContext, { model, labels, task }: ProvidedModel, width?: number): Metrics {
  const { learn } = params;
  const graph = importGraph(readFlatbuffer(model));
  if (width !== undefined && labels) checkShapes(graph, learn.name, width, labels.length);
  const format = graph.tensors.some(({ dtype }) => dtype === 'int8' || dtype === 'uint8') ? 'int8' : 'float32';
  writeFileSync(join(output, `model.${format}.tflite`), model);
  const names = labels ?? sortedLabels(readFeatures([inputs[`features:${learn.input[0]}`]]).windows);
  writeTraining(output, { task, labels: names, bestEpoch: 0, epochs: [] });
  return { format, modelBytes: model.length, operators: graph.ops.length };
}

/** The block learned from these features and labels: a model of another shape would fail later, and farther from what is wrong. */
function checkShapes({ tensors, inputs, outputs }: Graph, learn: string, features: number, labels: number): void {
  const [input, output] = [inputs, outputs].map(([first]) => tensors[first].shape.reduce((product, size) => product * size, 1));
  const details = { learn, input, features, output, labels };
  if (inputs.length !== 1 || input !== features) throw new ImpulseError('IMP_MODEL_INPUT_MISMATCH', details);
  if (output !== labels) throw new ImpulseError('IMP_MODEL_OUTPUT_MISMATCH', details);
}
