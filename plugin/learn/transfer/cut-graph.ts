import type { Graph, Op } from '../../compiler/ir/graph';

/**
 * The part of a model that a tensor depends on, as it is: the same operators on the same constants, so the same bits come out. Tensors and
 * operators are numbered anew, in their order.
 */
export function cutGraph({ tensors, ops, inputs }: Graph, output: number): Graph {
  const needed = new Set([output]);
  const kept: Op[] = [];
  for (const op of [...ops].reverse()) {
    if (!op.outputs.some((id) => needed.has(id))) continue;
    kept.unshift(op);
    for (const id of [...op.inputs, ...op.outputs]) needed.add(id);
  }
  const staying = tensors.filter(({ id }) => needed.has(id));
  const places = new Map(staying.map(({ id }, place) => [id, place]));
  const place = (id: number): number => places.get(id) ?? -1;
  return {
    tensors: staying.map((tensor, id) => ({ ...tensor, id })),
    ops: kept.map((op, index) => ({ ...op, index, inputs: op.inputs.map(place), outputs: op.outputs.map(place) })),
    inputs: inputs.filter((id) => places.has(id)).map(place),
    outputs: [place(output)],
  };
}
