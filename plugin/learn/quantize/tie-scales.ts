import type { Graph } from '../../compiler/ir/graph';
import type { Range } from './observe-ranges';

/** Operators that move or choose values: the specification gives input and output one scale. */
export const SAME_SCALE: ReadonlySet<string> = new Set([
  'RESHAPE', 'SQUEEZE', 'EXPAND_DIMS', 'MAX_POOL_2D', 'AVERAGE_POOL_2D', 'PAD', 'PADV2', 'TRANSPOSE', 'CONCATENATION', 'STRIDED_SLICE', 'MAXIMUM', 'MINIMUM',
  'REDUCE_MAX',
]);

/** Widens ranges so that all tensors that have to share a scale share a range. */
export function tieRanges(graph: Graph, ranges: ReadonlyMap<number, Range>): Map<number, Range> {
  const parent = graph.tensors.map((_, id) => id);
  const root = (id: number): number => (parent[id] === id ? id : (parent[id] = root(parent[id])));
  for (const { name, inputs, outputs } of graph.ops) {
    if (!SAME_SCALE.has(name)) continue;
    const values = inputs.filter((id) => id >= 0 && graph.tensors[id].dtype === 'float32');
    for (const id of values) parent[root(id)] = root(outputs[0]);
  }
  const shared = new Map<number, Range>();
  for (const [id, { min, max }] of ranges) {
    const known = shared.get(root(id)) ?? { min: 0, max: 0 };
    shared.set(root(id), { min: Math.min(known.min, min), max: Math.max(known.max, max) });
  }
  return new Map(graph.tensors.flatMap(({ id }) => (shared.has(root(id)) ? [[id, shared.get(root(id)) as Range] as const] : [])));
}
