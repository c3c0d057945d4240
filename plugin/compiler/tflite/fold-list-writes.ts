import type { Graph, Op, Tensor } from '../ir/graph';
import { constantIntegers } from '../ops/constants';

/**
 * A loop that writes one item of a list a turn: what converters make of it is what lies before the item, the item and what lies behind it,
 * joined; parts whose sizes change from turn to turn. Here it is DYNAMIC_UPDATE_SLICE, which writes the item alone.
 */
export function foldListWrites(graph: Graph): Graph {
  let folded = graph;
  for (const op of graph.ops) if (op.name === 'CONCATENATION') folded = foldWrite(folded, op);
  return folded;
}

function foldWrite(graph: Graph, joined: Op): Graph {
  const make = (id: number): Op | undefined => graph.ops.find(({ outputs }) => outputs[0] === id);
  const [before, item, behind] = joined.inputs;
  const [head, tail] = [make(before), make(behind)];
  if (joined.inputs.length !== 3 || joined.options.axis !== 0 || joined.options.activation !== 0 || head?.name !== 'SLICE' || tail?.name !== 'SLICE') return graph;
  const [list, from, sizes] = head.inputs;
  const [sameList, begins, rest] = tail.inputs;
  const place = readPlace(graph, sizes, -1);
  const next = readPlace(graph, begins, 0);
  const isAll = (id: number, value: number): boolean => constantIntegers(graph.tensors[id])?.every((number) => number === value) ?? false;
  if (list !== sameList || !place || !next || !isAll(from, 0) || !isAll(rest, -1) || !isNext(graph, place.index, next.index)) return graph;
  if (graph.tensors[item]?.shape[0] !== 1) return graph;

  const start: Tensor = { ...graph.tensors[begins], id: graph.tensors.length, name: `${graph.tensors[joined.outputs[0]].name}/start` };
  const maker = make(begins)!;
  const join: Op = { ...maker, index: head.index, inputs: [make(sizes)!.inputs[0], maker.inputs[1]], outputs: [start.id] };
  const write: Op = { ...joined, name: 'DYNAMIC_UPDATE_SLICE', version: 1, inputs: [list, item, start.id], options: {} };
  const ops = graph.ops.flatMap((op) => (op === joined ? [join, write] : [op]));
  return dropUnread({ ...graph, tensors: [...graph.tensors, start], ops }, [head, tail]);
}

/** An index, behind a RESHAPE to one number or not, with so many equal numbers behind it. */
function readPlace({ ops, tensors }: Graph, id: number, rest: number): { index: number } | undefined {
  const joined = ops.find(({ outputs }) => outputs[0] === id);
  if (joined?.name !== 'CONCATENATION' || joined.inputs.length !== 2) return undefined;
  const [index, others] = joined.inputs;
  return constantIntegers(tensors[others])?.every((number) => number === rest) ? { index: rootOf(ops, index) } : undefined;
}

function rootOf(ops: readonly Op[], id: number): number {
  const view = ops.find(({ name, outputs }) => outputs[0] === id && ['RESHAPE', 'EXPAND_DIMS'].includes(name));
  return view ? view.inputs[0] : id;
}

/** Whether one number is the other and 1. */
function isNext({ ops, tensors }: Graph, index: number, next: number): boolean {
  const sum = ops.find(({ name, outputs }) => name === 'ADD' && outputs[0] === next);
  const other = sum?.inputs.find((id) => id !== index);
  return sum !== undefined && sum.inputs.includes(index) && other !== undefined && constantIntegers(tensors[other])?.join() === '1';
}

/** Operators that nothing reads any more, and what they alone read. */
function dropUnread(graph: Graph, candidates: readonly Op[]): Graph {
  let ops = graph.ops;
  const open = [...candidates];
  for (let op = open.pop(); op; op = open.pop()) {
    const { outputs, inputs } = op;
    if (outputs.some((id) => graph.outputs.includes(id) || ops.some((other) => other.inputs.includes(id)))) continue;
    ops = ops.filter((other) => other !== op);
    open.push(...ops.filter((other) => other.outputs.length === 1 && inputs.includes(other.outputs[0])));
  }
  return { ...graph, ops };
}
