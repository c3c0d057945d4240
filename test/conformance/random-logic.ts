import { elementCount, type Dtype, type Graph } from '../../plugin/compiler/ir/graph';
import { drawImage, drawOutput, drawQuantized, drawScale, drawValues, integers, oneOperator, toBytes, type Draft, type Family, type Random } from './random-drafts';
import { drawUnary } from './random-elementwise';
import { COMPARISONS } from './random-rearranged';

const scalar = (value: number, dtype: Dtype): Draft => ({ shape: [], dtype, values: [value] });

/** Two operands of one type, broadcast or not. `other`: values of the second one, where it is a constant. */
function drawPair(random: Random, name: string, dtype: Dtype, output: Dtype, other?: () => number): Graph {
  const full = [random.integer(1, 2), random.integer(1, 5), random.integer(1, 5), random.integer(1, 9)];
  const [first, second] = random.choose([[full, full], [full, [1, 1, 1, full[3]]], [full, [1]]]);
  const b: Draft = { shape: second, dtype };
  if (other) b.values = Array.from({ length: elementCount(second) }, other);
  return oneOperator(name, 1, [{ shape: first, dtype }, b], [{ shape: full, dtype: output }]);
}

function drawReduction(random: Random, name: string, dtype: Dtype): Graph {
  const shape = [random.integer(1, 2), random.integer(1, 5), random.integer(1, 5), random.integer(1, 9)];
  const axes = random.choose([[1, 2], [1], [3], [1, 2, 3], [0]]);
  const keepDims = random.integer(0, 1);
  const reduced = shape.flatMap((size, axis) => (!axes.includes(axis) ? [size] : keepDims ? [1] : []));
  return oneOperator(name, 1, [{ shape, dtype }, integers(axes)], [{ shape: reduced, dtype }], { keepDims });
}

function drawTopK(random: Random, dtype: Dtype): Graph {
  const size = random.integer(1, 40);
  const count = random.integer(1, size);
  const rows = random.choose([[], [3], [2, 2]]);
  const input: Draft = { shape: [...rows, size], dtype, ...(dtype === 'int8' ? drawQuantized(random, 0.1) : {}) };
  return oneOperator('TOPK_V2', 1, [input, scalar(count, 'int32')], [{ ...input, shape: [...rows, count] }, { shape: [...rows, count], dtype: 'int32' }]);
}

function drawOneHot(random: Random, dtype: Dtype): Graph {
  const shape = random.choose([[5], [2, 3], [1, 4, 2]]);
  const axis = random.integer(-1, shape.length);
  const place = axis < 0 ? shape.length : axis;
  const depth = random.integer(1, 5);
  const output = [...shape.slice(0, place), depth, ...shape.slice(place)];
  const inputs = [{ shape, dtype: 'int32' as const }, scalar(depth, 'int32'), scalar(3, dtype), scalar(-2, dtype)];
  return oneOperator('ONE_HOT', 1, inputs, [{ shape: output, dtype }], { axis });
}

function drawUpdate(random: Random, isInteger: boolean): Graph {
  const input = drawImage(random, isInteger, random.integer(4, 6), 4);
  const update = { ...input, shape: input.shape.map((size) => random.integer(1, size)) };
  return oneOperator('DYNAMIC_UPDATE_SLICE', 1, [input, update, { shape: [4], dtype: 'int32' }], [input]);
}

/** LiteRT adds the integers as they stand, to the integer 0. */
function drawScatter(random: Random, dtype: Dtype): Graph {
  const scale = dtype === 'float32' ? {} : { scales: [drawScale(random, -7, -3)], zeroPoint: 0 };
  const sizes = random.choose([[4, 3], [4, 4, 2], [5]]);
  const depth = random.integer(1, Math.min(2, sizes.length));
  const counts = random.choose([[3], [2, 2]]);
  const updates: Draft = { shape: [...counts, ...sizes.slice(depth)], dtype, ...scale };
  const places = Array.from({ length: elementCount(counts) * depth }, (_, at) => random.integer(0, sizes[at % depth] - 1));
  const indices: Draft = { shape: [...counts, depth], dtype: 'int32', values: places };
  return oneOperator('SCATTER_ND', 1, [indices, updates, integers(sizes)], [{ shape: sizes, dtype, ...scale }]);
}

function drawAddN(random: Random, isInteger: boolean): Graph {
  const shape = [random.integer(1, 4), random.integer(1, 20)];
  const input: Draft = { shape, ...(isInteger ? drawQuantized(random, drawScale(random, -7, -3)) : { dtype: 'float32' }) };
  const inputs = Array.from({ length: random.integer(2, 5) }, () => input);
  return oneOperator('ADD_N', 1, inputs, [drawOutput(random, isInteger, shape, -6, -1)]);
}

/** Corners of boxes in any order; V5 lowers the scores of those that overlap, or does not. */
function drawSuppression(random: Random, version: 4 | 5): Graph {
  const boxes = random.integer(1, 30);
  const most = random.integer(1, 12);
  const sigma = random.choose([0, 0.5, 0.2]);
  const inputs: Draft[] = [
    { shape: [boxes, 4], dtype: 'float32' }, { shape: [boxes], dtype: 'float32' }, scalar(most, 'int32'),
    scalar(random.choose([0.1, 0.3, 0.5]), 'float32'), scalar(random.choose([-0.5, 0, 0.2, -Infinity]), 'float32'), ...(version === 5 ? [scalar(sigma, 'float32')] : []),
  ];
  const found: Draft = { shape: [most], dtype: 'int32' };
  const outputs: Draft[] = [found, ...(version === 5 ? [{ shape: [most], dtype: 'float32' as const }] : []), { shape: [], dtype: 'int32' }];
  return oneOperator(`NON_MAX_SUPPRESSION_V${version}`, 1, inputs, outputs);
}

/** Scores that often are equal, as those of int8 models are: in which order they come is part of the answer. */
function drawEqualScores(random: Random): Graph {
  const graph = drawSuppression(random, 4);
  const [boxes, scores] = graph.tensors;
  const bytes = toBytes(Array.from({ length: scores.shape[0] }, () => random.integer(1, 4) / 5), 'float32');
  return { ...graph, inputs: [boxes.id], tensors: graph.tensors.map((tensor) => (tensor === scores ? { ...tensor, data: bytes } : tensor)) };
}

/** A bound, a mark or a padding that is no number: what lies below the least score, or is masked. */
function drawInfinite(random: Random, name: string): Graph {
  const shape = [random.integer(1, 3), random.integer(2, 9)];
  const [input, bound]: Draft[] = [{ shape, dtype: 'float32' }, { shape: [shape[1]], dtype: 'float32' }];
  bound.values = Array.from({ length: shape[1] }, () => random.choose([Infinity, -Infinity, 0.25]));
  if (name === 'SELECT_V2') return oneOperator(name, 1, [{ shape, dtype: 'bool' }, input, bound], [input]);
  if (name !== 'PADV2') return oneOperator(name, 1, [input, bound], [{ shape, dtype: name === 'GREATER' ? 'bool' : 'float32' }]);
  const sides = { ...integers([0, 0, 1, 2]), shape: [2, 2] };
  return oneOperator(name, 1, [input, sides, { ...scalar(-Infinity, 'float32'), shape: [1] }], [{ shape: [shape[0], shape[1] + 3], dtype: 'float32' }]);
}

/** Never 0. */
const divisor = (random: Random) => (): number => random.choose([-7, -3, -1, 1, 2, 5, 90]);

const SIGNED: [number, number] = [-100, 100];

/** Operators on truth values, comparisons, whole numbers, and those that pick values by them. TensorFlow Lite Micro has few of them. */
export const LOGIC_FAMILIES: readonly Family[] = [
  ...['LOGICAL_AND', 'LOGICAL_OR'].map((name): Family => ({ name: `${name} bool`, draw: (random) => drawPair(random, name, 'bool', 'bool') })),
  { name: 'LOGICAL_NOT bool', draw: () => oneOperator('LOGICAL_NOT', 1, [{ shape: [2, 9], dtype: 'bool' }], [{ shape: [2, 9], dtype: 'bool' }]) },
  ...['REDUCE_ANY', 'REDUCE_ALL'].map((name): Family => ({ name: `${name} bool`, golden: 'LiteRT', draw: (random) => drawReduction(random, name, 'bool') })),
  ...COMPARISONS.map((name): Family => ({ name: `${name} int32`, draw: (random) => drawPair(random, name, 'int32', 'bool'), whole: SIGNED })),
  ...['EQUAL', 'NOT_EQUAL'].map((name): Family => ({ name: `${name} bool`, draw: (random) => drawPair(random, name, 'bool', 'bool') })),
  ...['MAXIMUM', 'MINIMUM'].map((name): Family => ({ name: `${name} int32`, draw: (random) => drawPair(random, name, 'int32', 'int32'), whole: SIGNED })),
  ...['SUM', 'REDUCE_MAX', 'REDUCE_MIN'].map((name): Family => ({
    name: `${name} int32`, golden: 'LiteRT', draw: (random) => drawReduction(random, name, 'int32'), whole: SIGNED,
  })),
  ...['FLOOR_DIV', 'FLOOR_MOD'].map((name): Family => ({
    name: `${name} int32`, golden: 'LiteRT', draw: (random) => drawPair(random, name, 'int32', 'int32', divisor(random)), whole: SIGNED,
  })),
  { name: 'FLOOR_MOD float32', draw: (random) => drawPair(random, 'FLOOR_MOD', 'float32', 'float32', () => drawValues(random, 1, 'float32')[0]) },
  ...(['int8', 'float32', 'int32'] as const).map((dtype): Family => ({ name: `TOPK_V2 ${dtype}`, golden: 'LiteRT', draw: (random) => drawTopK(random, dtype) })),
  ...(['float32', 'int32'] as const).map((dtype): Family => ({ name: `ONE_HOT int32 to ${dtype}`, golden: 'LiteRT', draw: (random) => drawOneHot(random, dtype), whole: [-1, 5] })),
  ...[true, false].map((isInteger): Family => ({
    name: `DYNAMIC_UPDATE_SLICE ${isInteger ? 'int8' : 'float32'}`, draw: (random) => drawUpdate(random, isInteger), whole: [-2, 6],
  })),
  ...(['float32', 'int8', 'uint8'] as const).map((dtype): Family => ({ name: `SCATTER_ND ${dtype}`, golden: 'LiteRT', draw: (random) => drawScatter(random, dtype) })),
  { name: 'ADD_N float32', draw: (random) => drawAddN(random, false) },
  { name: 'ADD_N int8', draw: (random) => drawAddN(random, true) },
  { name: 'RELU_0_TO_1 int8', golden: 'LiteRT', draw: (random) => ofFirstVersion(drawUnary(random, 'RELU_0_TO_1', true)) },
  ...['RELU_0_TO_1', 'SIGN'].map((name): Family => ({ name: `${name} float32`, golden: 'LiteRT', draw: (random) => ofFirstVersion(drawUnary(random, name, false)) })),
  ...['MAXIMUM', 'MINIMUM', 'GREATER', 'SELECT_V2', 'PADV2'].map((name): Family => ({ name: `${name} of infinity`, draw: (random) => drawInfinite(random, name) })),
  { name: 'NON_MAX_SUPPRESSION_V4 float32', golden: 'LiteRT', draw: (random) => drawSuppression(random, 4) },
  { name: 'NON_MAX_SUPPRESSION_V4 of equal scores', golden: 'LiteRT', draw: drawEqualScores },
  { name: 'NON_MAX_SUPPRESSION_V5 float32', golden: 'LiteRT', draw: (random) => drawSuppression(random, 5) },
];

const ofFirstVersion = (graph: Graph): Graph => ({ ...graph, ops: graph.ops.map((op) => ({ ...op, version: 1 })) });

/** Within the last place, by a series of our own. */
export const CLOSE_LOGIC_FAMILIES: readonly Family[] = ['SIN', 'COS'].map((name): Family => ({
  name: `${name} float32`, draw: (random) => ofFirstVersion(drawUnary(random, name, false)),
}));
