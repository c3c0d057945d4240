import { ImpulseError } from '../../errors';
import { OPERATORS } from '../ops';
import { toNode, type Node, type Operator } from '../ops/operator';
import { describeTensor, type Graph, type Op } from './graph';

/**
 * What every pass may rely on and must keep: each op's inputs exist before it runs, no tensor is written twice, and every operator
 * accepts its tensors and infers the shapes that the graph states.
 */
export function verify(graph: Graph): void {
  const known = new Set([...graph.inputs, ...graph.tensors.filter(({ data, isVariable }) => data || isVariable).map(({ id }) => id)]);
  for (const op of graph.ops) {
    const early = op.inputs.find((id) => id >= 0 && !known.has(id));
    if (early !== undefined) refuse(op, graph, `tensor "${graph.tensors[early].name}" before it is computed`);
    verifyOp(graph, op);
    for (const id of op.outputs) {
      if (known.has(id)) refuse(op, graph, `tensor "${graph.tensors[id].name}" to be written twice`);
      known.add(id);
    }
  }
  const missing = graph.outputs.find((id) => !known.has(id));
  if (missing !== undefined) {
    throw new ImpulseError('IMP_MODEL_INVALID', { problem: `output "${graph.tensors[missing].name}" is computed by no operator` });
  }
}

function verifyOp(graph: Graph, op: Op): void {
  const operator = OPERATORS[op.name];
  const node = toNode(graph, op);
  if ((node.outputs.length === 0 && !operator.hasNoOutput) || !node.inputs[0]) refuse(op, graph, 'no inputs or no outputs');
  const problem = checkState(operator, node) ?? operator.check(node);
  if (problem) refuse(op, graph, problem);
  operator.infer(node).forEach((shape, index) => {
    const stated = node.outputs[index]?.shape;
    if (stated?.join() !== shape.join()) refuse(op, graph, `an output of ${sizes(stated)} where ${sizes(shape)} follows from the inputs`);
  });
}

/** A shape as errors say it. */
function sizes(shape: readonly number[] | undefined): string {
  return shape?.join('x') || (shape ? 'one value' : 'nothing');
}

/** What is kept between two runs belongs to the operator that keeps it. */
function checkState({ state = [], readsVariables }: Operator, { inputs }: Node): string | undefined {
  const strange = inputs.find((input, index) => input?.isVariable && !state.includes(index) && !readsVariables);
  if (strange) return `tensor "${strange.name}", which is kept between two runs`;
  return state.every((index) => inputs[index]?.isVariable) ? undefined : 'state that is not a variable tensor';
}

function refuse(op: Op, graph: Graph, problem: string): never {
  const describe = (ids: number[]) => ids.map((id) => describeTensor(graph.tensors[id])).join(', ');
  throw new ImpulseError('IMP_MODEL_UNSUPPORTED', {
    index: op.where ?? op.index, operator: op.name, version: op.version, inputs: describe(op.inputs), outputs: describe(op.outputs), problem,
  });
}
