import { byteLength, type Graph, type Op } from '../../plugin/compiler/ir/graph';

/** Bytes of tensors, run by run, by tensor id. */
export type TensorRuns = Map<number, Uint8Array[]>;

/** The model with every operator's output among its own outputs, in the order of the operators. */
export function showEveryTensor(graph: Graph): Graph {
  return { ...graph, outputs: graph.ops.flatMap(({ outputs }) => outputs) };
}

/** Takes a model's outputs, one run after another, apart. */
export function splitOutputs({ outputs, tensors }: Graph, bytes: Uint8Array): TensorRuns {
  const runs: TensorRuns = new Map(outputs.map((id) => [id, []]));
  for (let at = 0; at < bytes.length; ) {
    for (const id of outputs) runs.get(id)!.push(bytes.subarray(at, (at += byteLength(tensors[id]))));
  }
  return runs;
}

/** One operator with its constants as a model of its own. */
export function cutOperator(graph: Graph, op: Op): Graph {
  const used = [...new Set([...op.inputs, ...op.outputs])].filter((id) => id >= 0);
  const place = (id: number): number => used.indexOf(id);
  const [inputs, outputs] = [op.inputs.map(place), op.outputs.map(place)];
  return {
    tensors: used.map((id, at) => ({ ...graph.tensors[id], id: at })),
    inputs: activationsOf(graph, op).map(place),
    outputs,
    ops: [{ ...op, index: 0, inputs, outputs }],
  };
}

/** What the model of one operator reads, run by run. */
export function inputsOf(graph: Graph, op: Op, runs: TensorRuns): Uint8Array[] {
  const parts = activationsOf(graph, op).map((id) => runs.get(id)!);
  return parts[0].map((_, run) => Buffer.concat(parts.map((part) => part[run])));
}

function activationsOf(graph: Graph, { inputs }: Op): number[] {
  return [...new Set(inputs)].filter((id) => id >= 0 && !graph.tensors[id].data && !graph.tensors[id].isVariable);
}
