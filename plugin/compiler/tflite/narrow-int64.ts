import type { Graph, Op, Tensor } from '../ir/graph';

/** Code of schema enum `TensorType` for int32. */
const INT32 = 2;

const LARGEST = 2n ** 31n - 1n;

/**
 * Indices, sizes and classes that TensorFlow keeps as int64 are int32 here: no memory of a target has more places. Constants beyond stay what
 * they are, and are refused where a kernel reads them; so do biases, which have a scale.
 */
export function narrowInt64(graph: Graph): Graph {
  if (!graph.tensors.some(isWide)) return graph;
  return { ...graph, tensors: graph.tensors.map(narrow), ops: graph.ops.map(stateInt32) };
}

function isWide({ dtype, quantization }: Tensor): boolean {
  return dtype === 'int64' && !quantization;
}

function narrow(tensor: Tensor): Tensor {
  if (!isWide(tensor)) return tensor;
  if (!tensor.data) return { ...tensor, dtype: 'int32' };
  const values = new BigInt64Array(tensor.data.slice().buffer);
  if (values.some((value) => value > LARGEST || value < -LARGEST - 1n)) return tensor;
  return { ...tensor, dtype: 'int32', data: new Uint8Array(Int32Array.from(values, Number).buffer) };
}

/** ARG_MAX and ARG_MIN say their output's type once more. */
function stateInt32(op: Op): Op {
  return op.options.outputType === undefined ? op : { ...op, options: { ...op.options, outputType: INT32 } };
}
