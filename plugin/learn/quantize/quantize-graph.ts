import type { Graph, Op, Tensor } from '../../compiler/ir/graph';
import { buildGraph, type GraphBuilder } from '../../compiler/ir/graph-builder';
import type { Quantization } from '../../compiler/ir/quantization';
import { INPUT_LIMIT } from '../normalization';
import type { Range } from './observe-ranges';
import * as parameters from './quantization-parameters';
import { SAME_SCALE, tieRanges } from './tie-scales';

/** Axis of the output channels in the weights of operators that have weights: each channel has a scale of its own. */
const WEIGHT_AXES: Record<string, number> = { CONV_2D: 0, DEPTHWISE_CONV_2D: 3, FULLY_CONNECTED: 0 };

/** Versions of the operators from which on they take int8. */
const INT8_VERSIONS: Record<string, number> = {
  ADD: 2, AVERAGE_POOL_2D: 2, CONCATENATION: 2, CONV_2D: 3, DEPTHWISE_CONV_2D: 3, FULLY_CONNECTED: 4, LEAKY_RELU: 2, LOGISTIC: 2, LOG_SOFTMAX: 2,
  MAXIMUM: 2, MAX_POOL_2D: 2, MEAN: 2, MINIMUM: 2, MUL: 2, PAD: 2, PADV2: 2, REDUCE_MAX: 2, RELU: 2, RELU6: 2, SOFTMAX: 2, STRIDED_SLICE: 2, SUB: 3,
  TANH: 2, TRANSPOSE: 2,
};

const FIXED: Record<string, Quantization> = {
  SOFTMAX: parameters.SCORE_QUANTIZATION, LOGISTIC: parameters.SCORE_QUANTIZATION, LOG_SOFTMAX: parameters.LOG_SCORE_QUANTIZATION,
  TANH: parameters.TANH_QUANTIZATION,
};

/**
 * A float32 graph in int8, by the TFLite 8-bit quantization specification: activations with one scale and zero point, filters symmetric per output
 * channel, int32 biases. Normalisation of the input (MUL, ADD and SUB by constants right behind it) stays float32, because its values have
 * scales of their own; the integers begin behind it.
 *
 * @param ranges of every tensor over representative windows
 * @param input what the input has already, where integers come from a graph in front. Default: by its range
 */
export function quantizeGraph(graph: Graph, ranges: ReadonlyMap<number, Range>, input?: Quantization): Graph {
  const builder = buildGraph();
  const floatOps = normalizationOps(graph);
  const quantizations = chooseQuantizations(graph, tieRanges(graph, ranges), floatOps, input);
  const places = new Map<number, number>();
  const [first] = graph.inputs;
  places.set(first, copyActivation(builder, graph.tensors[first], floatOps.length > 0 ? undefined : quantizations.get(first)));
  builder.graph.inputs.push(places.get(first) as number);
  for (const op of floatOps) copyFloatOp(builder, graph, op, places);
  const firstInteger = floatOps.at(-1)?.outputs[0];
  if (firstInteger !== undefined) places.set(firstInteger, addQuantize(builder, places.get(firstInteger) as number, quantizations.get(firstInteger) as Quantization));
  for (const op of graph.ops.slice(floatOps.length)) quantizeOp(builder, graph, op, places, quantizations);
  builder.graph.outputs.push(...graph.outputs.map((id) => places.get(id) as number));
  return builder.graph;
}

/** The chain of MUL, ADD and SUB by constants that starts at the input. */
function normalizationOps({ ops, inputs, tensors }: Graph): Op[] {
  const chain: Op[] = [];
  let current = inputs[0];
  for (const op of ops) {
    const [value, constant] = op.inputs;
    if (!['MUL', 'ADD', 'SUB'].includes(op.name) || value !== current || !tensors[constant]?.data || op.options.activation) break;
    chain.push(op);
    current = op.outputs[0];
  }
  return chain;
}

function chooseQuantizations(
  graph: Graph, ranges: ReadonlyMap<number, Range>, floatOps: readonly Op[], input: Quantization | undefined,
): Map<number, Quantization> {
  const chosen = new Map([...ranges].map(([id, range]) => [id, parameters.activationQuantization(range)]));
  // Tensors that share a scale share their range object.
  const fix = (tensor: number, quantization: Quantization): void => {
    const shared = ranges.get(tensor);
    for (const [id, range] of ranges) if (range === shared) chosen.set(id, quantization);
    chosen.set(tensor, quantization);
  };
  if (input) fix(graph.inputs[0], input);
  for (const { name, outputs } of graph.ops) if (FIXED[name]) fix(outputs[0], FIXED[name]);
  const normalized = floatOps.at(-1)?.outputs[0];
  // A power of two, so that the division in QUANTIZE is exact whichever way a runtime does it.
  if (normalized !== undefined) fix(normalized, { scales: [INPUT_LIMIT / 128], zeroPoints: [0], axis: 0 });
  return chosen;
}

function copyActivation({ tensor }: GraphBuilder, { name, shape }: Tensor, quantization: Quantization | undefined): number {
  return tensor(name, shape, quantization ? 'int8' : 'float32', quantization);
}

function copyFloatOp(builder: GraphBuilder, graph: Graph, op: Op, places: Map<number, number>): void {
  const constant = graph.tensors[op.inputs[1]];
  const inputs = [places.get(op.inputs[0]) as number, builder.constant(constant.name, constant.shape, floatValues(constant))];
  const output = copyActivation(builder, graph.tensors[op.outputs[0]], undefined);
  builder.op(op.name, inputs, [output], op.options, op.version);
  places.set(op.outputs[0], output);
}

function addQuantize(builder: GraphBuilder, input: number, quantization: Quantization): number {
  const { name, shape } = builder.graph.tensors[input];
  const output = builder.tensor(`${name}/int8`, shape, 'int8', quantization);
  builder.op('QUANTIZE', [input], [output]);
  return output;
}

function quantizeOp(builder: GraphBuilder, graph: Graph, op: Op, places: Map<number, number>, quantizations: Map<number, Quantization>): void {
  const [output] = op.outputs;
  const quantization = quantizations.get(output);
  if (!quantization) throw new RangeError(`no range for tensor "${graph.tensors[output].name}" of operator ${op.index} ${op.name}`);
  const inputs = op.name in WEIGHT_AXES
    ? [places.get(op.inputs[0]) as number, ...addWeights(builder, graph, op, quantizations.get(op.inputs[0]) as Quantization)]
    : op.inputs.map((id) => places.get(id) ?? addConstant(builder, graph.tensors[id], SAME_SCALE.has(op.name) ? quantization : undefined));
  places.set(output, copyActivation(builder, graph.tensors[output], quantization));
  builder.op(op.name, inputs, [places.get(output) as number], op.options, Math.max(op.version, INT8_VERSIONS[op.name] ?? 1));
}

function addWeights(builder: GraphBuilder, graph: Graph, op: Op, input: Quantization): number[] {
  const weights = graph.tensors[op.inputs[1]];
  const bias = graph.tensors[op.inputs[2]] as Tensor | undefined;
  const biasValues = bias && floatValues(bias);
  const values = floatValues(weights);
  const quantization = parameters.weightQuantization(values, weights.shape, WEIGHT_AXES[op.name], biasValues, input.scales[0]);
  const weightsId = builder.constant(weights.name, weights.shape, parameters.quantizeWeights(values, weights.shape, quantization), quantization);
  if (!bias || !biasValues) return [weightsId];
  const integers = parameters.quantizeBias(biasValues, input.scales[0], quantization.scales);
  return [weightsId, builder.constant(bias.name, bias.shape, integers.values, integers.quantization)];
}

/** Shapes, axes and paddings stay as they are; float constants (a summand, a factor) get a scale of their own, unless they have to share one. */
function addConstant(builder: GraphBuilder, tensor: Tensor, shared: Quantization | undefined): number {
  if (tensor.dtype === 'int32') return builder.constant(tensor.name, tensor.shape, new Int32Array((tensor.data as Uint8Array).slice().buffer));
  const values = floatValues(tensor);
  const quantization = shared ?? parameters.activationQuantization({
    min: values.reduce((least, value) => Math.min(least, value), 0),
    max: values.reduce((most, value) => Math.max(most, value), 0),
  });
  return builder.constant(tensor.name, tensor.shape, parameters.quantizeActivations(values, quantization), quantization);
}

function floatValues({ data }: Tensor): Float32Array {
  return new Float32Array((data as Uint8Array).slice().buffer);
}
