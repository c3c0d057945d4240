import { elementCount, type Graph, type Op, type Tensor } from '../ir/graph';
import { constantValues } from '../ops/constants';
import { toNode } from '../ops/operator';
import { findChannelRanges, isPadded, keepsChannels, lastSize, type ChannelRanges } from './channel-ranges';

/**
 * Removes channels that hold one value for every input, and channels that nobody reads. Exact: what a constant channel adds to a sum
 * goes into the bias. A channel can go where a convolution made it and every reader is a convolution or fully connected layer that can
 * do without it, through any chain of ops that keep channels apart (depthwise convolution, pooling, reshape).
 */
export function removeConstantChannels(graph: Graph): Graph {
  let current = graph;
  for (let next = removeOnce(current); next !== current; next = removeOnce(current)) current = next;
  return current;
}

function removeOnce(graph: Graph): Graph {
  const ranges = findChannelRanges(graph);
  for (const op of graph.ops) {
    if (op.name !== 'CONV_2D' || graph.tensors[op.outputs[0]].dtype !== 'int8' || isGrouped(graph, op)) continue;
    const chain = findChain(graph, op);
    const kept = chain && findKeptChannels(graph, chain, ranges);
    if (kept) return removeChannels(graph, op, chain, kept, ranges);
  }
  return graph;
}

/** A tensor made by a convolution, what ops that keep channels apart make of it, and who sums over its channels in the end. */
interface Chain {
  tensors: Tensor[];
  keepers: Op[];
  readers: Op[];
}

/** undefined where some reader needs every channel. */
function findChain(graph: Graph, producer: Op): Chain | undefined {
  const chain: Chain = { tensors: [graph.tensors[producer.outputs[0]]], keepers: [], readers: [] };
  for (const tensor of chain.tensors) {
    if (graph.outputs.includes(tensor.id)) return undefined;
    for (const op of graph.ops.filter(({ inputs }) => inputs.includes(tensor.id))) {
      if (keepsChannels(graph, op)) {
        chain.keepers.push(op);
        chain.tensors.push(graph.tensors[op.outputs[0]]);
      } else if (sumsChannels(graph, op, tensor)) chain.readers.push(op);
      else return undefined;
    }
  }
  return chain;
}

function sumsChannels(graph: Graph, op: Op, tensor: Tensor): boolean {
  if (op.inputs[0] !== tensor.id || graph.tensors[op.outputs[0]].dtype !== 'int8') return false;
  if (op.name === 'CONV_2D') return !isGrouped(graph, op);
  return op.name === 'FULLY_CONNECTED' && lastSize(tensor) === graph.tensors[op.inputs[1]].shape[1];
}

function isGrouped(graph: Graph, op: Op): boolean {
  return graph.tensors[op.inputs[1]].shape[3] !== lastSize(graph.tensors[op.inputs[0]]);
}

/** Channels that some reader needs; undefined where that is all of them. */
function findKeptChannels(graph: Graph, chain: Chain, ranges: Map<number, ChannelRanges>): number[] | undefined {
  const depth = lastSize(chain.tensors[0]);
  const kept = Array.from({ length: depth }, (_, channel) => channel).filter((channel) =>
    chain.readers.some((reader) => !canDoWithout(graph, reader, channel, ranges)),
  );
  if (kept.length === depth || depth === 1) return undefined;
  return kept.length > 0 ? kept : [0];
}

function canDoWithout(graph: Graph, reader: Op, channel: number, ranges: Map<number, ChannelRanges>): boolean {
  const range = ranges.get(reader.inputs[0]);
  const node = toNode(graph, reader);
  const isConstant = range !== undefined && range.low[channel] === range.high[channel];
  // a constant other than the zero point would count inside the image and not in its padding
  if (isConstant && (!isPadded(node) || range.low[channel] === node.inputs[0]!.quantization!.zeroPoints[0])) return true;
  const weights = constantValues(node.inputs[1]!);
  const depth = lastSize(node.inputs[1]!);
  for (let at = channel; at < weights.length; at += depth) if (weights[at] !== 0) return false;
  return true;
}

function removeChannels(graph: Graph, producer: Op, chain: Chain, kept: number[], ranges: Map<number, ChannelRanges>): Graph {
  const tensors = [...graph.tensors];
  const replace = (id: number, change: (tensor: Tensor) => Tensor): number => {
    // constants may be shared with other ops: a changed one becomes a new tensor
    if (!tensors[id].data) {
      tensors[id] = change(tensors[id]);
      return id;
    }
    tensors.push({ ...change(tensors[id]), id: tensors.length });
    return tensors.length - 1;
  };
  const onAxis = (axis: number) => (tensor: Tensor) => selectAlong(tensor, axis, kept);
  const ops = graph.ops.map((op): Op => {
    const [input, filter, bias] = op.inputs;
    if (op === producer) return { ...op, inputs: [input, replace(filter, onAxis(0)), ...(bias >= 0 ? [replace(bias, onAxis(0))] : [])] };
    if (chain.keepers.includes(op) && op.name === 'DEPTHWISE_CONV_2D') {
      return { ...op, inputs: [input, replace(filter, onAxis(3)), ...(bias >= 0 ? [replace(bias, onAxis(0))] : [])] };
    }
    if (!chain.readers.includes(op)) return op;
    const corrected = replaceBias(graph, op, kept, ranges, tensors);
    const axis = graph.tensors[filter].shape.length - 1;
    return { ...op, inputs: [input, replace(filter, onAxis(axis)), corrected] };
  });
  for (const { id } of chain.tensors) tensors[id] = { ...tensors[id], shape: [...tensors[id].shape.slice(0, -1), kept.length] };
  return { ...graph, tensors, ops };
}

/** The reader's bias with what its constant channels add, as a new tensor; returns its id. */
function replaceBias(graph: Graph, reader: Op, kept: number[], ranges: Map<number, ChannelRanges>, tensors: Tensor[]): number {
  const node = toNode(graph, reader);
  const [input, filter, bias] = node.inputs;
  const weights = constantValues(filter!);
  const depth = lastSize(filter!);
  const filters = filter!.shape[0];
  const range = ranges.get(input!.id);
  const zeroPoint = input!.quantization!.zeroPoints[0];
  const isKept = new Set(kept);
  const values = bias ? Int32Array.from(constantValues(bias)) : new Int32Array(filters);
  for (let at = 0; at < weights.length; at++) {
    const channel = at % depth;
    if (!isKept.has(channel) && weights[at] !== 0) values[Math.floor((at / weights.length) * filters)] += weights[at] * (range!.low[channel] - zeroPoint);
  }
  const template: Tensor = bias ?? { id: 0, name: `${filter!.name}/bias`, shape: [filters], dtype: 'int32', isVariable: false };
  tensors.push({ ...template, id: tensors.length, data: new Uint8Array(values.buffer) });
  return tensors.length - 1;
}

/** The slices `kept` of a constant (or of a shape) along one axis; scales along that axis go with them. */
function selectAlong(tensor: Tensor, axis: number, kept: number[]): Tensor {
  const size = tensor.shape[axis];
  const inner = elementCount(tensor.shape.slice(axis + 1));
  const elementBytes = tensor.data!.length / elementCount(tensor.shape);
  const chunk = inner * elementBytes;
  const outer = elementCount(tensor.shape.slice(0, axis));
  const data = new Uint8Array(outer * kept.length * chunk);
  for (let block = 0; block < outer; block++) {
    kept.forEach((slice, index) => {
      const from = (block * size + slice) * chunk;
      data.set(tensor.data!.subarray(from, from + chunk), (block * kept.length + index) * chunk);
    });
  }
  const { quantization } = tensor;
  const isPerSlice = quantization && quantization.scales.length === size && quantization.axis === axis;
  return {
    ...tensor,
    data,
    shape: tensor.shape.map((value, index) => (index === axis ? kept.length : value)),
    quantization: isPerSlice
      ? { ...quantization, scales: kept.map((slice) => quantization.scales[slice]), zeroPoints: kept.map((slice) => quantization.zeroPoints[slice] ?? 0) }
      : quantization,
  };
}
