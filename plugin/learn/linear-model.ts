import { parseJson } from '../../schemas/parse-json';
import { schemaValidator } from '../../schemas/validate';
import type { Graph } from '../compiler/ir/graph';
import { buildGraph } from '../compiler/ir/graph-builder';
import { ImpulseError } from '../errors';
import { exportNormalization, exportSoftmax } from './export/export-graph';
import type { Normalization } from './normalization';

/** `linear.json` (`schemas/linear.schema.json`): a linear model, whoever trained it. */
export interface LinearDocument {
  task: 'classes' | 'value';
  /** Names of the outputs, or places among the labels that training sees, sorted. */
  classes?: (string | number)[];
  /** `[outputs][features]` */
  weights: number[][];
  /** `[outputs]` */
  bias: number[];
}

/** @param file what errors call it. @throws IMP_LINEAR_INVALID */
export function readLinear(text: string, file: string): LinearDocument {
  const refuse = (problem: string): ImpulseError => new ImpulseError('IMP_LINEAR_INVALID', { file, problem });
  let document: LinearDocument;
  try {
    document = parseJson(text) as LinearDocument;
  } catch (error) {
    throw refuse((error as Error).message);
  }
  const [problem] = schemaValidator('linear')(document);
  if (problem) throw refuse(`/${problem.path.join('/')} ${problem.message}`);
  const { task, classes, weights, bias } = document;
  if (weights.some((row) => row.length !== weights[0]!.length)) throw refuse('its weights are of different lengths');
  const outputs = task === 'classes' ? classes?.length : 1;
  if (weights.length !== outputs || bias.length !== outputs) throw refuse('its outputs have not each a row of weights and a bias');
  return document;
}

/**
 * The float32 model: features as the DSP blocks give them, normalised by the train windows so that int8 has room for each of them, one
 * dense layer, and softmax for classes.
 * @param learnedFrom what the weights are for: of features as they are they take the normalisation back
 */
export function linearGraph(
  { task, weights, bias }: LinearDocument,
  normalization: Normalization,
  learnedFrom: 'features' | 'normalised features',
): Graph {
  const { scale, offset } = normalization;
  const [outputs, features] = [weights.length, weights[0]!.length];
  const builder = buildGraph();
  const input = builder.tensor('features', [1, features], 'float32');
  builder.graph.inputs.push(input);
  // x = (n - offset) / scale; what never changes has the scale 0 and is a part of the bias.
  const isRaw = learnedFrom === 'features';
  const undone = isRaw ? weights.map((row) => row.map((weight, at) => (scale[at] === 0 ? 0 : weight / scale[at]!))) : weights;
  const shifted = isRaw ? undone.map((row, output) => row.reduce((sum, weight, at) => sum - weight * offset[at]!, bias[output]!)) : bias;
  const sums = builder.tensor('sums', [1, outputs], 'float32');
  const constants = [
    builder.constant('dense/weights', [outputs, features], Float32Array.from(undone.flat())),
    builder.constant('dense/bias', [outputs], Float32Array.from(shifted)),
  ];
  builder.op('FULLY_CONNECTED', [exportNormalization(builder, input, normalization), ...constants], [sums], { activation: 0 });
  builder.graph.outputs.push(task === 'value' ? sums : exportSoftmax(builder, sums));
  return builder.graph;
}
