import type { Graph, Op } from '../ir/graph';
import type { LoweringTarget, Node } from '../ops/operator';

/** Neighbours in a graph that one kernel could do, so that what lies between them never exists as a whole. */
export interface Fusion {
  /** The name of the op that would stand for them. */
  name: string;
  /** Positions in `graph.ops`, in the order in which data goes through them. */
  positions: number[];
  /** Ids of the tensors that would be gone. */
  between: number[];
  /** Positions of views between them, which would be gone as well. */
  views?: number[];
  /** Of a fusion that is offered only where one of these kernels was counted, or is asked for. */
  kernels?: readonly string[];
  /** Whether the kernel of that op can do them: `parts` are the ops of `positions` with their tensors. */
  fits(parts: readonly Node[], target: LoweringTarget): boolean;
}

/** Lists what could be fused in a graph. */
export type FindFusions = (graph: Graph) => Fusion[];

/** The graph with those ops as one, where the last of them stood. Exact: the same sums in the same order. */
export function fuseOps(graph: Graph, { name, positions, views = [] }: Pick<Fusion, 'name' | 'positions' | 'views'>): Graph {
  const parts = positions.map((position) => graph.ops[position]);
  const last = parts[parts.length - 1];
  const inputs = parts.flatMap((part, at) => (at === 0 ? part.inputs : withoutMade(part.inputs, parts[at - 1])));
  const fused: Op = { index: last.index, name, version: 1, inputs, outputs: last.outputs, options: {}, parts };
  const gone = new Set([...positions.slice(0, -1), ...views]);
  const ops = graph.ops.flatMap((op, position) => (gone.has(position) ? [] : [op === last ? fused : op]));
  return { ...graph, ops };
}

/** What else an op reads than the output of the one before it: its first input, behind a view. */
function withoutMade(inputs: number[], { outputs: [made] }: Op): number[] {
  const place = Math.max(0, inputs.indexOf(made));
  return inputs.filter((_, at) => at !== place);
}

/** Where the op stands that makes what the op at `position` reads as its input `operand`, if nobody else reads it and the model does not give it out. */
export function findMaker({ ops, outputs }: Graph, position: number, operand = 0): number | undefined {
  const between = ops[position].inputs[operand];
  if (outputs.includes(between) || ops.filter(({ inputs }) => inputs.includes(between)).length !== 1) return undefined;
  const maker = ops.findIndex(({ outputs: [output] }) => output === between);
  return maker >= 0 ? maker : undefined;
}
