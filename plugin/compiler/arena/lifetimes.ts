import { byteLength, type Graph, type Op } from '../ir/graph';
import { OPERATORS } from '../ops';
import { CONTROL } from '../ops/control-flow';
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
  const carries = findCarries(graph);
  graph.ops.forEach((op, position) => {
    for (const id of op.inputs) touch(homes.get(id), position);
    op.outputs.forEach((id, index) => {
      if (graph.tensors[id].kept) return;
      const carried = findCarried(graph, op, position, lowerings[position], carries.get(id), homes, index);
      const host = carried ?? (index === 0 ? findHost(graph, op, position, lowerings[position], lastReads, homes) : undefined);
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
  if (op.name === CONTROL.branch) return undefined;
  if (!lowering) return homes.get(op.inputs[0]);
  const { outputs: [output] } = toNode(graph, op);
  const candidates = lowering.inPlace ?? OPERATORS[op.name].inPlace ?? [];
  const isReadElsewhere = (home: Lifetime): boolean => op.inputs.some((id, place) => !candidates.includes(place) && homes.get(id) === home);
  return candidates
    .map((index) => ({ home: homes.get(op.inputs[index]), bytes: byteLength(graph.tensors[op.inputs[index]]) }))
    .find(({ home, bytes }) => home && !isReadElsewhere(home) && bytes >= byteLength(output) && home.tensors.every((id) => (lastReads.get(id) ?? -1) <= position))?.home;
}

/** Where a tensor is copied to, for the next turn of a loop or behind a branch, and at which position. */
interface Carry {
  target: number;
  position: number;
}

function findCarries({ ops }: Graph): Map<number, Carry> {
  return new Map(ops.flatMap(({ name, inputs: [target, source] }, position) =>
    (name === CONTROL.carry ? [[source, { target, position }] as const] : [])));
}

/** The memory that a result is carried to, where nobody reads what lies there any more: then nothing is copied. */
function findCarried(
  graph: Graph, op: Op, position: number, lowering: Lowering | undefined, carry: Carry | undefined, homes: Map<number, Lifetime>, index: number,
): Lifetime | undefined {
  const home = carry && homes.get(carry.target);
  const isView = !lowering && op.name !== CONTROL.branch;
  if (!home || isView) return undefined;
  const places = index === 0 ? (lowering?.inPlace ?? OPERATORS[op.name].inPlace ?? []) : [];
  const bytes = byteLength(graph.tensors[carry.target]);
  const isFree = (id: number): boolean =>
    op.inputs.every((input, place) => input !== id || (places.includes(place) && byteLength(graph.tensors[id]) === bytes)) &&
    graph.ops.every(({ inputs }, at) => at <= position || at >= carry.position || !inputs.includes(id));
  return home.tensors.every(isFree) ? home : undefined;
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
