import { byteLength, type Graph, type Op } from '../ir/graph';
import { OPERATORS } from '../ops';
import { toNode, type Lowering } from '../ops/operator';

/** A piece of arena and when it is needed, in positions of `graph.ops`. Inputs exist from -1 on, outputs until the end. */
export interface Lifetime {
  name: string;
  bytes: number;
  firstUse: number;
  lastUse: number;
  /** Tensors that live here one after another (a reshape, an elementwise op in place); empty for scratch memory. */
  tensors: number[];
  /** Another lifetime, which ends where this one begins, and over which this one may lie: that many bytes below its start, or more. */
  over?: { other: Lifetime; distance: number };
}

/**
 * Lifetimes of all activations and of each op's scratch memory. `lowerings[i]` belongs to `graph.ops[i]`. What is kept is no part of the
 * arena, which others use between two runs.
 */
export function findLifetimes(graph: Graph, lowerings: (Lowering | undefined)[]): Lifetime[] {
  const homes = new Map<number, Lifetime>();
  const open = (id: number, firstUse: number): void => {
    const tensor = graph.tensors[id];
    homes.set(id, { name: tensor.name, bytes: byteLength(tensor), firstUse, lastUse: firstUse, tensors: [id] });
  };
  graph.inputs.forEach((id) => open(id, -1));

  const lastReads = findLastReads(graph);
  graph.ops.forEach((op, position) => {
    for (const id of op.inputs) touch(homes.get(id), position);
    op.outputs.forEach((id, index) => {
      if (graph.tensors[id].kept) return;
      const host = index === 0 ? findHost(graph, op, position, lowerings[position], lastReads, homes) : undefined;
      if (host) settle(host, id, byteLength(graph.tensors[id]), homes, position);
      else open(id, position);
      if (!host && index === 0) homes.get(id)!.over = findOverlap(op, position, lowerings[position], lastReads, homes);
    });
  });
  graph.outputs.forEach((id) => touch(homes.get(id), graph.ops.length));
  return [...new Set(homes.values()), ...findScratch(graph, lowerings)];
}

/** The memory that an op's output takes over: a view's input, or an elementwise op's input that nobody reads afterwards. */
function findHost(
  graph: Graph, op: Op, position: number, lowering: Lowering | undefined, lastReads: Map<number, number>, homes: Map<number, Lifetime>,
): Lifetime | undefined {
  if (!lowering) return homes.get(op.inputs[0]);
  const { outputs: [output] } = toNode(graph, op);
  const candidates = lowering.inPlace ?? OPERATORS[op.name].inPlace ?? [];
  return candidates
    .map((index) => ({ home: homes.get(op.inputs[index]), bytes: byteLength(graph.tensors[op.inputs[index]]) }))
    .find(({ home, bytes }) => home && bytes >= byteLength(output) && home.tensors.every((id) => (lastReads.get(id) ?? -1) <= position))?.home;
}

/** The input that an op's output may lie over: nobody reads it, or what shares its memory, afterwards. */
function findOverlap(
  op: Op, position: number, lowering: Lowering | undefined, lastReads: Map<number, number>, homes: Map<number, Lifetime>,
): Lifetime['over'] {
  const other = homes.get(op.inputs[0]);
  if (lowering?.writeDistance === undefined || !other) return undefined;
  const isDone = other.tensors.every((id) => (lastReads.get(id) ?? -1) <= position);
  return isDone ? { other, distance: lowering.writeDistance } : undefined;
}

function settle(home: Lifetime, id: number, bytes: number, homes: Map<number, Lifetime>, position: number): void {
  home.tensors.push(id);
  home.bytes = Math.max(home.bytes, bytes);
  homes.set(id, home);
  touch(home, position);
}

function touch(lifetime: Lifetime | undefined, position: number): void {
  if (lifetime) lifetime.lastUse = Math.max(lifetime.lastUse, position);
}

/** Position of the last op that reads a tensor; outputs of the model are read for ever. */
function findLastReads(graph: Graph): Map<number, number> {
  const reads = new Map<number, number>();
  graph.ops.forEach((op, position) => op.inputs.forEach((id) => reads.set(id, position)));
  graph.outputs.forEach((id) => reads.set(id, Infinity));
  return reads;
}

function findScratch(graph: Graph, lowerings: (Lowering | undefined)[]): Lifetime[] {
  return lowerings.flatMap((lowering, position) =>
    (lowering?.args ?? []).flatMap((arg) =>
      'scratchBytes' in arg
        ? [{ name: `scratch of operator ${graph.ops[position].index}`, bytes: arg.scratchBytes, firstUse: position, lastUse: position, tensors: [] }]
        : [],
    ),
  );
}
