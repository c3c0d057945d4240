import type { Graph, Op, Tensor } from '../../plugin/compiler/ir/graph';
import { INTEGER_RANGES } from '../../plugin/compiler/ops/integer-ranges';
import { seededRandom, type Family } from './random-drafts';

/** Levels of each factor that a layer's arithmetic turns on. */
const FACTORS = {
  padding: ['SAME', 'VALID'],
  stride: ['1', '2', '3'],
  dilation: ['1', '2'],
  activation: ['none', 'RELU', 'RELU6'],
  inputZeroPoint: ['lowest', 'inside', 'highest'],
  outputZeroPoint: ['lowest', 'inside', 'highest'],
  multiplier: ['tiny', 'usual', 'above 1'],
} as const;
type Factor = keyof typeof FACTORS;

/** What does not occur: a stride above 1 together with a dilation is refused by converters, depthwise strides end at 2. */
const FACTORS_OF: Record<string, Factor[]> = {
  CONV_2D: ['padding', 'stride', 'dilation', 'activation', 'inputZeroPoint', 'outputZeroPoint', 'multiplier'],
  DEPTHWISE_CONV_2D: ['padding', 'stride', 'dilation', 'activation', 'inputZeroPoint', 'outputZeroPoint', 'multiplier'],
  TRANSPOSE_CONV: ['padding', 'stride', 'activation', 'inputZeroPoint', 'outputZeroPoint', 'multiplier'],
  FULLY_CONNECTED: ['activation', 'inputZeroPoint', 'outputZeroPoint', 'multiplier'],
  AVERAGE_POOL_2D: ['padding', 'stride', 'activation', 'inputZeroPoint'],
  MAX_POOL_2D: ['padding', 'stride', 'activation', 'inputZeroPoint'],
  ADD: ['activation', 'inputZeroPoint', 'outputZeroPoint'],
  SUB: ['activation', 'inputZeroPoint', 'outputZeroPoint'],
  MUL: ['activation', 'inputZeroPoint', 'outputZeroPoint', 'multiplier'],
};

/** Operators and types whose random models are held to have been everywhere. */
export const CELL_FAMILIES = Object.keys(FACTORS_OF).flatMap((name) => ['int8', 'uint8', 'int16', 'float32'].map((type) => `${name} ${type}`));

/** The factors of a family: int16 has no zero points, float32 no multiplier either. */
function factorsOf(family: string): Factor[] {
  const [name, type] = family.split(' ');
  const absent = { int16: /ZeroPoint/, float32: /ZeroPoint|multiplier/ }[type];
  return FACTORS_OF[name].filter((factor) => !absent?.test(factor));
}

function levelsOf(family: string, factor: Factor): string[] {
  const isDrawn = (level: string): boolean => !(family.startsWith('DEPTHWISE') && factor === 'stride' && level === '3');
  return FACTORS[factor].filter(isDrawn).map((level) => `${factor} ${level}`);
}

/** Every level of every factor of a family. */
export function allCells(family: string): string[] {
  return factorsOf(family).flatMap((factor) => levelsOf(family, factor));
}

/** Every pair of levels of two factors that may meet. */
export function allPairs(family: string): string[] {
  const factors = factorsOf(family);
  return factors.flatMap((first, at) => factors.slice(at + 1).flatMap((second) =>
    levelsOf(family, first).flatMap((one) => levelsOf(family, second).flatMap((other) => (canMeet(one, other) ? [`${one}, ${other}`] : [])))));
}

function canMeet(one: string, other: string): boolean {
  return !(/^stride [23]/.test(one) && other === 'dilation 2');
}

/** The levels that a model of one operator is at. */
export function cellsOf(family: string, graph: Graph): string[] {
  const [op] = graph.ops;
  return factorsOf(family).map((factor) => `${factor} ${LEVELS[factor](op, graph)}`);
}

/** The pairs of levels that it is at. */
export function pairsOf(family: string, graph: Graph): string[] {
  const cells = cellsOf(family, graph);
  return cells.flatMap((one, at) => cells.slice(at + 1).map((other) => `${one}, ${other}`));
}

/** Models of a family that together visit every cell, few of them; what none visited is named. */
export function drawCells({ name, draw }: Family, wanted: readonly string[], visit: typeof cellsOf, most: number): { graphs: Graph[]; empty: string[] } {
  const random = seededRandom(7);
  const open = new Set(wanted);
  const graphs: Graph[] = [];
  for (let drawn = 0; drawn < most && open.size > 0; drawn++) {
    const graph = draw(random);
    const fresh = visit(name, graph).filter((cell) => open.delete(cell));
    if (fresh.length > 0) graphs.push(graph);
  }
  return { graphs, empty: [...open] };
}

const LEVELS: Record<Factor, (op: Op, graph: Graph) => string> = {
  padding: ({ options }) => (options.padding === 0 ? 'SAME' : 'VALID'),
  stride: ({ options }) => String(options.strideWidth),
  dilation: ({ options }) => String(options.dilationWidth),
  activation: ({ options }) => ['none', 'RELU', '', 'RELU6'][options.activation as number],
  inputZeroPoint: (op, graph) => placeZeroPoint(inputOf(op, graph)),
  outputZeroPoint: (op, graph) => placeZeroPoint(graph.tensors[op.outputs[0]]),
  multiplier: (op, graph) => sizeMultiplier(op, graph),
};

/** Of a transposed convolution input 0 is a shape. */
function inputOf(op: Op, { tensors }: Graph): Tensor {
  return tensors[op.inputs[op.name === 'TRANSPOSE_CONV' ? 2 : 0]];
}

function placeZeroPoint({ dtype, quantization }: Tensor): string {
  const { low, high } = INTEGER_RANGES[dtype]!;
  const [zeroPoint] = quantization!.zeroPoints;
  return zeroPoint === low ? 'lowest' : zeroPoint === high ? 'highest' : 'inside';
}

/** What products are multiplied by; of several channels the largest. */
function sizeMultiplier(op: Op, graph: Graph): string {
  const tensors = [inputOf(op, graph), graph.tensors[op.inputs[1]], graph.tensors[op.outputs[0]]];
  const [input, other, output] = tensors.map(({ quantization }) => quantization!.scales);
  const largest = (input[0] * Math.max(...other)) / output[0];
  return largest > 1 ? 'above 1' : largest < 2 ** -16 ? 'tiny' : 'usual';
}
