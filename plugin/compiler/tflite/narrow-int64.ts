import type { Dtype, Graph, Op, Tensor } from '../ir/graph';

/** Code of schema enum `TensorType` for int32. */
const INT32 = 2;

const LARGEST = 2n ** 31n - 1n;

/**
 * Indices, sizes and classes that TensorFlow keeps as int64 are int32 here: no memory of a target has more places. Constants beyond stay what
 * they are, and are refused where a kernel reads them; so do biases: they have a scale, or stand beside activations of int16 and weights of int8.
 */
export function narrowInt64(graph: Graph): Graph {
  if (!graph.tensors.some(isWide)) return graph;
  const typesOf = (op: Op) => op.inputs.map((id) => graph.tensors[id]?.dtype);
  const biased = graph.ops.filter((op) => ['int16', 'int8'].every((dtype) => typesOf(op).includes(dtype as Dtype)));
  const beside = new Set(biased.flatMap(({ inputs }) => inputs));
  return { ...graph, tensors: graph.tensors.map((tensor) => (beside.has(tensor.id) ? tensor : narrow(tensor))), ops: graph.ops.map(stateInt32) };
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
