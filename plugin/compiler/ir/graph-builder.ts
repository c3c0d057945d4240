import type { Dtype, Graph, OptionValue, Tensor } from './graph';
import type { Quantization } from './quantization';

/** Makes a graph operator by operator, in an order in which it can run. */
export interface GraphBuilder {
  graph: Graph;
  /** An activation: gives its id. */
  tensor(name: string, shape: number[], dtype: Dtype, quantization?: Quantization): number;
  constant(name: string, shape: number[], values: Float32Array | Int8Array | Int32Array, quantization?: Quantization): number;
  op(name: string, inputs: number[], outputs: number[], options?: Record<string, OptionValue>, version?: number): void;
}

/** An empty graph, and functions that add to it. */
export function buildGraph(): GraphBuilder {
  const graph: Graph = { tensors: [], ops: [], inputs: [], outputs: [] };
  const add = (tensor: Omit<Tensor, 'id' | 'isVariable'>): number =>
    graph.tensors.push({ ...tensor, id: graph.tensors.length, isVariable: false }) - 1;
  return {
    graph,
    tensor: (name, shape, dtype, quantization) => add({ name, shape, dtype, quantization }),
    constant: (name, shape, values, quantization) => add({ name, shape, dtype: dtypeOf(values), quantization, data: bytesOf(values) }),
    op: (name, inputs, outputs, options = {}, version = 1) => {
      graph.ops.push({ index: graph.ops.length, name, version, inputs, outputs, options });
    },
  };
}

function dtypeOf(values: Float32Array | Int8Array | Int32Array): Dtype {
  if (values instanceof Float32Array) return 'float32';
  return values instanceof Int8Array ? 'int8' : 'int32';
}

/** A copy, little-endian like every machine that Node runs on. */
function bytesOf(values: Float32Array | Int8Array | Int32Array): Uint8Array {
  return new Uint8Array(values.slice().buffer);
}
