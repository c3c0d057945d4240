import type { Graph, Op } from '../ir/graph';
import { constantIntegers } from '../ops/constants';
import { CONTROL } from '../ops/control-flow';

/**
 * How often each loop runs, where that follows from constants: a counter that begins at one, grows by one and is compared with one. Such a
 * loop needs no condition, and no counter that nobody else reads; what it repeats is known to the cost model.
 */
export function countLoops(graph: Graph): Graph {
  let counted = graph;
  const loops = graph.ops.filter(({ name }) => name === CONTROL.loop);
  for (const { index } of loops) counted = countLoop(counted, index);
  return loops.length > 0 ? countRepeats(counted) : graph;
}

function countLoop(graph: Graph, index: number): Graph {
  const begin = graph.ops.findIndex((op) => op.index === index);
  const test = graph.ops.findIndex(({ name }, at) => at > begin && name === CONTROL.test);
  const end = findEnd(graph.ops, begin);
  const turns = countTurns(graph, { begin, test, end }, graph.ops[test].inputs[0]);
  if (turns === undefined) return graph;
  const ops = graph.ops.filter((_, at) => at <= begin || at > test);
  ops[begin] = { ...ops[begin], options: { count: turns } };
  return dropCounters({ ...graph, ops }, index);
}

/** Positions of a loop's marks. */
interface Loop {
  begin: number;
  test: number;
  end: number;
}

function findEnd(ops: readonly Op[], begin: number): number {
  let depth = 0;
  return ops.findIndex(({ name }, at) => at >= begin && (depth += name === CONTROL.loop ? 1 : name === CONTROL.loopEnd ? -1 : 0) === 0);
}

/** How often a condition holds one turn after the other; undefined where that is not known. */
function countTurns(graph: Graph, loop: Loop, condition: number): number | undefined {
  const maker = graph.ops.slice(loop.begin, loop.test).find(({ outputs }) => outputs.includes(condition));
  if (maker?.name === 'LOGICAL_AND') {
    const [a, b] = maker.inputs.map((id) => countTurns(graph, loop, id));
    return a === undefined || b === undefined ? undefined : Math.min(a, b);
  }
  if (maker?.name !== 'LESS' && maker?.name !== 'LESS_EQUAL') return undefined;
  const counter = readCounter(graph, loop, maker.inputs[0]);
  const limit = readOne(graph, maker.inputs[1]);
  if (!counter || limit === undefined) return undefined;
  const above = maker.name === 'LESS' ? limit : limit + 1;
  return Math.max(0, Math.ceil((above - counter.first) / counter.step));
}

/** The first value of a carried number and what each turn adds to it. */
function readCounter(graph: Graph, { begin, end }: Loop, id: number): { first: number; step: number } | undefined {
  const enter = graph.ops.slice(0, begin).find(({ name, outputs }) => name === CONTROL.enter && outputs[0] === id);
  const inner = graph.ops.slice(begin, end);
  const next = inner.find(({ name, inputs }) => name === CONTROL.carry && inputs[0] === id)?.inputs[1];
  const sum = inner.find(({ name, outputs }) => name === 'ADD' && outputs[0] === next);
  if (!enter || !sum || !sum.inputs.includes(id) || sum.options.activation !== 0) return undefined;
  const first = readOne(graph, enter.inputs[0]);
  const step = readOne(graph, sum.inputs[sum.inputs[0] === id ? 1 : 0]);
  return first === undefined || step === undefined || step <= 0 ? undefined : { first, step };
}

function readOne({ tensors }: Graph, id: number): number | undefined {
  const values = constantIntegers(tensors[id]);
  return values?.length === 1 ? values[0] : undefined;
}

/** Numbers that a counted loop carries for its condition alone are gone. */
function dropCounters(graph: Graph, index: number): Graph {
  const begin = graph.ops.findIndex((op) => op.index === index);
  const end = findEnd(graph.ops, begin);
  const readers = (id: number): Op[] => graph.ops.filter(({ inputs }) => inputs.includes(id));
  const dropped = new Set<Op>();
  const gone = new Set<number>();
  for (const carried of graph.ops[begin].inputs) {
    const carry = graph.ops.slice(begin, end).find(({ name, inputs }) => name === CONTROL.carry && inputs[0] === carried);
    const maker = carry && graph.ops.find(({ outputs }) => outputs[0] === carry.inputs[1]);
    const enter = graph.ops.find(({ name, outputs }) => name === CONTROL.enter && outputs[0] === carried);
    if (!carry || maker?.name !== 'ADD' || !enter || graph.outputs.includes(carried)) continue;
    const needed = readers(carried).some((op) => op !== carry && op !== maker && op !== graph.ops[begin] && op !== graph.ops[end]);
    if (needed || readers(carry.inputs[1]).some((op) => op !== carry)) continue;
    for (const op of [carry, maker, enter]) dropped.add(op);
    gone.add(carried);
  }
  const clean = (op: Op): Op => (op === graph.ops[begin] || op === graph.ops[end] ? { ...op, inputs: op.inputs.filter((id) => !gone.has(id)) } : op);
  return { ...graph, ops: graph.ops.filter((op) => !dropped.has(op)).map(clean) };
}

/** Says of each operator how often it runs. */
function countRepeats(graph: Graph): Graph {
  const around = [1];
  const ops = graph.ops.map((op): Op => {
    if (op.name === CONTROL.loopEnd) around.pop();
    const repeats = around.at(-1)!;
    if (op.name === CONTROL.loop) around.push(repeats * Math.max(1, (op.options.count as number | undefined) ?? 1));
    return repeats > 1 ? { ...op, repeats } : op;
  });
  return { ...graph, ops };
}
