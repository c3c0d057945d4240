import type { Graph, Tensor } from '../../compiler/ir/graph';

/** One model of two: the input of `head` is the output of `base`, of the same shape and type. */
export function joinGraphs(base: Graph, head: Graph): Graph {
  const places = new Map([[head.inputs[0], base.outputs[0]]]);
  const added: Tensor[] = [];
  for (const tensor of head.tensors) {
    if (tensor.id === head.inputs[0]) continue;
    places.set(tensor.id, base.tensors.length + added.length);
    added.push({ ...tensor, id: base.tensors.length + added.length, name: `head/${tensor.name}` });
  }
  const place = (id: number): number => places.get(id) ?? -1;
  return {
    tensors: [...base.tensors, ...added],
    ops: [
      ...base.ops,
      ...head.ops.map((op, index) => ({
        ...op,
        index: base.ops.length + index,
        inputs: op.inputs.map(place),
        outputs: op.outputs.map(place),
      })),
    ],
    inputs: base.inputs,
    outputs: head.outputs.map(place),
  };
}
