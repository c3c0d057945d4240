import type { SymbolicTensor, LayersModel } from '@tensorflow/tfjs-layers';
import { buildGraph, type GraphBuilder } from '../../compiler/ir/graph-builder';
import type { Graph } from '../../compiler/ir/graph';
import { ImpulseError } from '../../errors';
import type { Normalization } from '../normalization';
import { floatValues, graphShape, reshape, soleProducer, type Layer } from './layer-context';
import { LAYER_EXPORTERS } from './layers';

/** What a value of the training means: `value * unit + zero`. */
export interface OutputUnit {
  unit: number;
  zero: number;
}

/**
 * The float32 graph of a trained model: input features as the DSP blocks give them, normalisation, layers (batch normalisation folded, activations
 * merged), and softmax for classes or the values' own unit and zero.
 *
 * @param shape of one window's features
 */
export function exportGraph(model: LayersModel, shape: number[], normalization: Normalization, task: 'classes' | OutputUnit): Graph {
  const builder = buildGraph();
  const input = builder.tensor('features', [1, ...shape], 'float32');
  builder.graph.inputs.push(input);
  const places = new Map<number, number>();
  places.set((model.inputs[0] as SymbolicTensor).id, exportNormalization(builder, input, normalization));
  model.layers.forEach((layer, index) => places.set(symbol(layer.output).id, exportLayer(builder, layer, index, places)));
  const output = places.get(symbol(model.outputs[0]).id) as number;
  builder.graph.outputs.push(task === 'classes' ? exportSoftmax(builder, output) : foldUnit(builder, output, task));
  return builder.graph;
}

/** Layers that take their input as it lies in memory; all others get it in the shape that the graph has for it. */
const ANY_SHAPE = new Set(['InputLayer', 'Reshape', 'Flatten']);

function exportLayer(builder: GraphBuilder, layer: Layer, index: number, places: Map<number, number>): number {
  const type = layer.getClassName();
  const known = LAYER_EXPORTERS[type];
  if (!known) {
    throw new ImpulseError('IMP_LAYER_UNSUPPORTED', { layer: layer.name, type, problem: `known: ${Object.keys(LAYER_EXPORTERS).join(', ')}` });
  }
  const name = `${index}_${type.toLowerCase()}`;
  const inputs = [layer.input].flat().map((tensor, input) => {
    const id = places.get(tensor.id) as number;
    return ANY_SHAPE.has(type) ? id : reshape({ builder }, id, graphShape(tensor.shape.slice(1) as number[]), `${name}/input_${input}`);
  });
  const weights = layer.getWeights().map((tensor) => ({ values: Float32Array.from(tensor.dataSync()), shape: tensor.shape }));
  return known({ builder, layer, name, outputShape: symbol(layer.output).shape.slice(1) as number[], weights }, inputs);
}

/** `x * scale + offset` per value of the last axis, in this order and in float32: what the training did to its features. */
export function exportNormalization(builder: GraphBuilder, input: number, { scale, offset }: Normalization): number {
  const { shape } = builder.graph.tensors[input];
  const scaled = builder.tensor('features/scaled', shape, 'float32');
  builder.op('MUL', [input, builder.constant('features/scale', [scale.length], scale)], [scaled], { activation: 0 });
  const shifted = builder.tensor('features/normalized', shape, 'float32');
  builder.op('ADD', [scaled, builder.constant('features/offset', [offset.length], offset)], [shifted], { activation: 0 });
  return shifted;
}

/** Folded into the last dense layer, where it costs nothing. */
function foldUnit({ graph }: GraphBuilder, output: number, { unit, zero }: OutputUnit): number {
  const dense = soleProducer(graph, output);
  if (dense?.name !== 'FULLY_CONNECTED' || dense.options.activation) {
    const layer = graph.tensors[output].name;
    throw new ImpulseError('IMP_LAYER_UNSUPPORTED', { layer, type: dense?.name ?? 'input', problem: 'a regression ends with a dense layer without activation' });
  }
  const [weights, bias] = dense.inputs.slice(1).map((id) => floatValues(graph.tensors[id]));
  weights.forEach((value, at) => (weights[at] = value * unit));
  bias.forEach((value, at) => (bias[at] = value * unit + zero));
  return output;
}

/**
 * Adds the softmax that turns a classifier's logits into scores.
 *
 * @returns the tensor of the scores.
 */
export function exportSoftmax(builder: GraphBuilder, input: number): number {
  const output = builder.tensor('scores', builder.graph.tensors[input].shape, 'float32');
  builder.op('SOFTMAX', [input], [output], { beta: 1 });
  return output;
}

function symbol(tensor: SymbolicTensor | SymbolicTensor[]): SymbolicTensor {
  return [tensor].flat()[0];
}
