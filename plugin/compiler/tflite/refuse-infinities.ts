import { ImpulseError } from '../../errors';
import type { Graph, Tensor } from '../ir/graph';

/** Operators to which an infinite constant is a bound, a mark or a value beside others: no sums are made of it. */
const TAKES_INFINITY = [
  'MAXIMUM', 'MINIMUM', 'SELECT', 'SELECT_V2', 'PADV2', 'FILL', 'EQUAL', 'NOT_EQUAL', 'LESS', 'LESS_EQUAL', 'GREATER', 'GREATER_EQUAL',
  'NON_MAX_SUPPRESSION_V4', 'NON_MAX_SUPPRESSION_V5',
];

/** The graph, unless a constant of float32 is infinite where an operator computes with it. */
export function refuseInfinities(graph: Graph): Graph {
  const infinite = graph.tensors.filter(isInfinite);
  for (const { id, name } of infinite) {
    const reader = graph.ops.find((op) => op.inputs.includes(id) && !TAKES_INFINITY.includes(op.name));
    if (!reader) continue;
    const where = `which operator ${reader.where ?? reader.index}, ${reader.name}, reads`;
    throw new ImpulseError('IMP_MODEL_INVALID', { problem: `tensor "${name}" holds a constant that is not finite, ${where}` });
  }
  return graph;
}

function isInfinite({ dtype, data }: Tensor): boolean {
  return dtype === 'float32' && data !== undefined && new Float32Array(data.slice().buffer).some((value) => Math.abs(value) === Infinity);
}
