import type { Graph, Op } from '../ir/graph';
import { OPERATORS } from '../ops';

/**
 * READ_VARIABLE copies what a variable holds, because it may be assigned before the copy is read. Where all that read the copy come before
 * that and can read the variable itself, as the CONCATENATION of a streaming layer does, there is none.
 */
export function readVariablesInPlace(graph: Graph): Graph {
  const replaced = new Map<number, number>();
  const ops = graph.ops.filter((op, position) => {
    if (op.name !== 'READ_VARIABLE' || !canReadInPlace(graph, op, position)) return true;
    replaced.set(op.outputs[0], op.inputs[0]);
    return false;
  });
  if (replaced.size === 0) return graph;
  return { ...graph, ops: ops.map((op) => ({ ...op, inputs: op.inputs.map((id) => replaced.get(id) ?? id) })) };
}

function canReadInPlace({ ops, outputs }: Graph, { inputs: [variable], outputs: [copy] }: Op, position: number): boolean {
  const later = ops.slice(position + 1);
  const assigned = later.findIndex(({ name, inputs }) => name === 'ASSIGN_VARIABLE' && inputs[0] === variable);
  const readers = later.flatMap(({ name, inputs }, at) => (inputs.includes(copy) ? [{ name, at }] : []));
  return !outputs.includes(copy) && readers.every(({ name, at }) => OPERATORS[name].readsVariables && (assigned < 0 || at < assigned));
}
