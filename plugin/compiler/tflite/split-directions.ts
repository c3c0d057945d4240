import type { Graph, Op, Tensor } from '../ir/graph';
import { BIDIRECTIONAL } from '../ops/bidirectional-sequence';

/** Where an operator of both directions has the inputs of its one-way sister, whose weights stand behind input 0. */
interface Layout {
  single: string;
  /** Inputs in the order of the sister's, -1 where that has none. */
  forward: number[];
  backward: number[];
  /** A second input: what the backward direction reads, unless it has weights of its own. */
  second: number;
  secondWeights: number[];
  /** Of the recurrent weights, whose last axis is the units. */
  recurrent: number;
}

const from = (first: number, count: number): number[] => Array.from({ length: count }, (_, at) => first + at);
const NONE = [-1, -1, -1, -1];

const LAYOUTS: Record<string, Layout> = {
  [BIDIRECTIONAL.lstm]: {
    single: 'UNIDIRECTIONAL_SEQUENCE_LSTM',
    forward: [...from(1, 17), 35, 36, ...NONE],
    backward: [...from(18, 17), 37, 38, ...NONE],
    second: 39, secondWeights: from(40, 8), recurrent: 6,
  },
  [BIDIRECTIONAL.rnn]: {
    single: 'UNIDIRECTIONAL_SEQUENCE_RNN',
    forward: from(1, 4), backward: from(5, 4),
    // LiteRT reads a second input where steps stand first, and there alone
    second: 9, secondWeights: [9, 10, 11], recurrent: 2,
  },
};

/** Recurrent layers of both directions as two of one direction, of which the second goes back in time, and a CONCATENATION where their outputs are one. */
export function splitDirections(graph: Graph): Graph {
  if (!graph.ops.some(({ name }) => LAYOUTS[name])) return graph;
  const tensors = [...graph.tensors];
  const ops = graph.ops.flatMap((op): Op[] => (LAYOUTS[op.name] ? splitOp(op, LAYOUTS[op.name], tensors) ?? [op] : [op]));
  return { ...graph, tensors, ops };
}

/** undefined where a direction would read two inputs: the operator's own check says so. */
function splitOp(op: Op, layout: Layout, tensors: Tensor[]): Op[] | undefined {
  const at = (place: number): number => (place < 0 ? -1 : op.inputs[place] ?? -1);
  const isMerged = op.options.mergeOutputs !== 0;
  const sides = [layout.forward, layout.backward].map((places) => places.map(at));
  const units = sides.map((inputs) => tensors[inputs[layout.recurrent - 1]]?.shape.at(-1));
  if (op.outputs.length !== (isMerged ? 1 : 2) || units.includes(undefined) || layout.secondWeights.some((place) => at(place) >= 0)) return undefined;
  const { mergeOutputs: _, ...options } = op.options;
  const outputs = isMerged ? units.map((count, side) => addPart(tensors, op.outputs[0], count!, side)) : op.outputs;
  const sources = [op.inputs[0], at(layout.second) >= 0 ? at(layout.second) : op.inputs[0]];
  const directions = sides.map((inputs, side): Op => ({
    ...op, name: layout.single, part: side === 0 ? 'forward' : 'backward', inputs: [sources[side], ...inputs], outputs: [outputs[side]],
    options: { ...options, backward: side },
  }));
  return isMerged ? [...directions, { ...op, name: 'CONCATENATION', part: 'joined', inputs: outputs, options: { axis: -1, activation: 0 } }] : directions;
}

/** What one direction gives of an output that has both. */
function addPart(tensors: Tensor[], whole: number, units: number, side: number): number {
  const { name, shape, dtype } = tensors[whole];
  const part = { name: `${name}/${side === 0 ? 'forward' : 'backward'}`, shape: [...shape.slice(0, -1), units], dtype };
  return tensors.push({ ...part, id: tensors.length, isVariable: false }) - 1;
}
