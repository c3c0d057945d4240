import type { Graph, Tensor } from '../ir/graph';

const VIEWS = new Set(['RESHAPE', 'SQUEEZE', 'EXPAND_DIMS']);

/** A view of a constant is a constant: its op disappears. */
export function foldConstantViews(graph: Graph): Graph {
  const tensors = [...graph.tensors];
  const ops = graph.ops.filter((op) => {
    const source: Tensor | undefined = tensors[op.inputs[0]];
    if (!VIEWS.has(op.name) || !source?.data) return true;
    tensors[op.outputs[0]] = { ...tensors[op.outputs[0]], data: source.data };
    return false;
  });
  return { ...graph, tensors, ops };
}
