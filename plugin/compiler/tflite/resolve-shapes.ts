import { elementCount, type Graph, type Op, type Tensor } from '../ir/graph';
import { OPERATORS } from '../ops';
import { toNode } from '../ops/operator';

/**
 * Converters leave sizes open (the batch, for one) and write operators that compute shapes from shapes. Here every size is known: those
 * operators become constants, and shapes that the file leaves open follow from the inputs.
 *
 * @param open ids of the tensors whose stated shape is a guess
 */
export function resolveShapes(graph: Graph, open: ReadonlySet<number>): Graph {
  const tensors = [...graph.tensors];
  const resolved: Graph = { ...graph, tensors };
  resolved.ops = graph.ops.filter((op) => {
    const constant = foldShapeArithmetic(resolved, op);
    if (constant) tensors[constant.id] = constant;
    else if (op.outputs.some((id) => open.has(id))) inferShapes(resolved, op);
    return !constant;
  });
  return resolved;
}

function foldShapeArithmetic(graph: Graph, op: Op): Tensor | undefined {
  const node = toNode(graph, op);
  const { fold, infer } = OPERATORS[op.name];
  const [output] = node.outputs;
  const values = output?.dtype === 'int32' ? fold?.(node) : undefined;
  return values && { ...output, shape: infer(node)[0], data: new Uint8Array(Int32Array.from(values).buffer) };
}

/** What an operator cannot do is said later, when the whole graph is verified. */
function inferShapes({ tensors, ...graph }: Graph, op: Op): void {
  const node = toNode({ tensors, ...graph }, op);
  if (!node.inputs[0] || OPERATORS[op.name].check(node)) return;
  OPERATORS[op.name].infer(node).forEach((shape, index) => {
    const output = node.outputs[index];
    if (output && elementCount(shape) > 0) tensors[output.id] = { ...output, shape };
  });
}
