import type { Graph, Op } from '../ir/graph';
import { FUSED } from '../ops/conv-depthwise';

/** Pairs of a CONV_2D and the DEPTHWISE_CONV_2D that alone reads its output, as positions in `graph.ops`. */
export function findRowPairs({ ops, outputs }: Graph): [number, number][] {
  return ops.flatMap((op, second): [number, number][] => {
    const between = op.inputs[0];
    if (op.name !== 'DEPTHWISE_CONV_2D' || outputs.includes(between)) return [];
    const first = ops.findIndex(({ name, outputs: [output] }) => name === 'CONV_2D' && output === between);
    const readers = ops.filter(({ inputs }) => inputs.includes(between)).length;
    return first >= 0 && readers === 1 ? [[first, second]] : [];
  });
}

/** The graph with both ops as one, where the second stood. Exact: the same sums in the same order. */
export function fuseRows(graph: Graph, [first, second]: [number, number]): Graph {
  const [convolution, depthwise] = [graph.ops[first], graph.ops[second]];
  const fused: Op = {
    index: depthwise.index, name: FUSED, version: 1,
    inputs: [...convolution.inputs, ...depthwise.inputs.slice(1)], outputs: depthwise.outputs,
    options: {}, parts: [convolution, depthwise],
  };
  return { ...graph, ops: graph.ops.flatMap((op, position) => (position === first ? [] : [position === second ? fused : op])) };
}
