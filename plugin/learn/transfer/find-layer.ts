import { describeTensor, type Graph, type Op } from '../../compiler/ir/graph';
import { nearestWords } from '../../did-you-mean';
import { ImpulseError } from '../../errors';

/** How many layers an error lists. */
const LISTED = 5;

/**
 * The tensor that a head is to stand on.
 *
 * @param layer number of an operator in the model's file, its name where only one is called so, or the name of its output. Empty or left out:
 *   what the last fully connected layer takes
 * @param file what errors call the model
 * @throws IMP_BASE_LAYER_UNKNOWN, IMP_BASE_LAYER_SEVERAL, IMP_BASE_LAYER_UNFIT, IMP_BASE_NO_DENSE
 */
export function findLayer(graph: Graph, layer: string | number | undefined, file: string): number {
  const tensor = layer === undefined || layer === '' ? lastDenseInput(graph, file) : namedOutput(graph, layer, file);
  const problem = unfitness(graph, tensor);
  if (problem === undefined) return tensor;
  throw new ImpulseError('IMP_BASE_LAYER_UNFIT', { layer: graph.tensors[tensor].name, file, problem, known: describeLast(graph) });
}

function lastDenseInput(graph: Graph, file: string): number {
  const dense = graph.ops.findLast(({ name }) => name === 'FULLY_CONNECTED');
  if (dense) return dense.inputs[0];
  throw new ImpulseError('IMP_BASE_NO_DENSE', { file, known: describeLast(graph) });
}

function namedOutput(graph: Graph, layer: string | number, file: string): number {
  const word = String(layer);
  const found = graph.ops.filter(({ index, name, outputs }) =>
    /^\d+$/.test(word) ? index === Number(word) : name === word.toUpperCase() || graph.tensors[outputs[0]].name === word,
  );
  if (found.length === 1) return found[0].outputs[0];
  if (found.length > 1) throw new ImpulseError('IMP_BASE_LAYER_SEVERAL', { layer: word, file, numbers: found.map(({ index }) => index).join(', ') });
  throw new ImpulseError('IMP_BASE_LAYER_UNKNOWN', { layer: word, file, known: describeLayers(graph, nearestOps(graph, word)) });
}

/** Why nothing can be learned on a tensor, or undefined. */
function unfitness({ tensors, ops, inputs }: Graph, id: number): string | undefined {
  const { shape, dtype, quantization, data } = tensors[id];
  if (data || inputs.includes(id) || !ops.some(({ outputs }) => outputs.includes(id))) return 'nothing of the model stands before it';
  if (shape.length < 2 || shape[0] !== 1) return `it is ${describeTensor(tensors[id])}, not the values of one window`;
  if (dtype !== 'float32' && dtype !== 'int8') return `it is ${describeTensor(tensors[id])}, not float32 or int8`;
  if (dtype === 'int8' && quantization?.scales.length !== 1) return 'it has not one scale';
  return undefined;
}

function fitOps(graph: Graph): Op[] {
  return graph.ops.filter(({ outputs }) => unfitness(graph, outputs[0]) === undefined);
}

/** Those whose names are nearest to the word, or the last ones where it is a number. */
function nearestOps(graph: Graph, word: string): Op[] {
  const ops = fitOps(graph);
  if (/^\d+$/.test(word)) return ops.slice(-LISTED);
  const namesOf = ({ name, outputs }: Op): string[] => [name, graph.tensors[outputs[0]].name];
  const near = nearestWords(word, [...new Set(ops.flatMap(namesOf))], LISTED);
  const rank = (op: Op): number => Math.min(...namesOf(op).map((one) => (near.includes(one) ? near.indexOf(one) : LISTED)));
  return [...ops].sort((a, b) => rank(a) - rank(b) || b.index - a.index).slice(0, LISTED);
}

function describeLast(graph: Graph): string {
  return describeLayers(graph, fitOps(graph).slice(-LISTED));
}

/** `9 AVERAGE_POOL_2D (int8 1x1x1x64, "pool")`. */
function describeLayers({ tensors }: Graph, ops: readonly Op[]): string {
  const texts = ops.map(({ index, name, outputs: [id] }) => `${index} ${name} (${describeTensor(tensors[id])}, "${tensors[id].name}")`);
  return texts.join(', ') || 'none';
}
