import type { Emission } from './emit-model';

/** Inputs of the model, by number, whose memory a run writes to: what lies there afterwards is something else. */
export function overwrittenInputs({ graph, lowerings, plan }: Pick<Emission, 'graph' | 'lowerings' | 'plan'>): number[] {
  const written = new Set(graph.ops.flatMap(({ outputs }, position) => (lowerings[position] ? outputs : [])));
  return graph.inputs.flatMap((id, index) => {
    const own = plan.blocks.find(({ tensors }) => tensors.includes(id));
    if (!own) return [];
    const isShared = own.tensors.some((tensor) => written.has(tensor));
    const isCovered = plan.blocks.some((block) => block !== own && block.offset < own.offset + own.bytes && own.offset < block.offset + block.bytes);
    return isShared || isCovered ? [index] : [];
  });
}
