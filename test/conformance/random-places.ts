import { elementCount, type Dtype, type Graph } from '../../plugin/compiler/ir/graph';
import { drawImage, drawOutput, drawOutputScales, drawScale, drawValues, drawWeights, integers, oneOperator, slideOutput, toTensor, type Draft, type Family, type Random } from './random-drafts';

const SUFFIXES: readonly [boolean, string][] = [[true, 'int8'], [false, 'float32']];

function drawResizeBilinear(random: Random, isInteger: boolean): Graph {
  const input = drawImage(random, isInteger, random.integer(1, 5), 1);
  const size = [random.integer(1, 20), random.integer(1, 20)];
  const [alignCorners, halfPixelCenters] = random.choose([[0, 0], [1, 0], [0, 1]]);
  const shape = [input.shape[0], ...size, input.shape[3]];
  return oneOperator('RESIZE_BILINEAR', 3, [input, integers(size)], [{ ...input, shape }], { alignCorners, halfPixelCenters });
}

function drawMirrorPad(random: Random, isInteger: boolean): Graph {
  const input = drawImage(random, isInteger, random.integer(1, 5), 1);
  const mode = random.integer(0, 1);
  const paddings = input.shape.flatMap((size) => [random.integer(0, Math.min(3, size - 1 + mode)), random.integer(0, Math.min(3, size - 1 + mode))]);
  const shape = input.shape.map((size, axis) => size + paddings[2 * axis] + paddings[2 * axis + 1]);
  return oneOperator('MIRROR_PAD', 2, [input, { ...integers(paddings), shape: [4, 2] }], [{ ...input, shape }], { mode });
}

/** Indices are a constant, or an input of the model. */
function drawGather(random: Random, isInteger: boolean): Graph {
  const input = drawImage(random, isInteger, 5, 4);
  const axis = random.integer(1, 3);
  const batchDims = random.choose([0, 0, 1]);
  const counts = [...input.shape.slice(0, batchDims), ...random.choose([[3], [2, 3], [1]])];
  const indices = drawIndices(random, counts);
  const shape = [...input.shape.slice(0, axis), ...counts.slice(batchDims), ...input.shape.slice(axis + 1)];
  return oneOperator('GATHER', 2, [input, indices], [{ ...input, shape }], { axis: random.choose([axis, axis - 4]), batchDims });
}

function drawGatherNd(random: Random, isInteger: boolean): Graph {
  const input = { ...drawImage(random, isInteger, 5, 4) };
  input.shape = [4, ...input.shape.slice(1)];
  const depth = random.integer(1, 4);
  const counts = random.choose([[3], [2, 3], [1]]);
  return oneOperator('GATHER_ND', 1, [input, drawIndices(random, [...counts, depth])], [{ ...input, shape: [...counts, ...input.shape.slice(depth)] }]);
}

/** Rows are constants, as trained ones are; `hybrid`: int8 rows to float32. */
function drawEmbedding(random: Random, kind: 'int8' | 'float32' | 'hybrid'): Graph {
  const [rows, width, count] = [random.integer(4, 9), random.choose([[3], [2, 4], [1]]), random.integer(1, 6)];
  const shape = [rows, ...width];
  const dtype: Dtype = kind === 'float32' ? 'float32' : 'int8';
  const scale = dtype === 'int8' ? { scales: [drawScale(random, -7, -3)], zeroPoint: 0 } : {};
  const stored: Draft = { shape, dtype, ...scale, values: drawValues(random, elementCount(shape), dtype) };
  const output: Draft = { shape: [count, ...width], ...(kind === 'int8' ? { dtype, ...scale } : { dtype: 'float32' }) };
  return oneOperator('EMBEDDING_LOOKUP', kind === 'float32' ? 1 : 3, [{ shape: [count], dtype: 'int32' }, stored], [output]);
}

function drawIndices(random: Random, shape: number[]): Draft {
  const values = random.choose([undefined, Array.from({ length: elementCount(shape) }, () => random.integer(0, 3))]);
  return { shape, dtype: 'int32', values };
}

function drawSlice(random: Random, isInteger: boolean): Graph {
  const input = drawImage(random, isInteger, random.integer(1, 5), 2);
  const begins = input.shape.map((size) => random.integer(0, size - 1));
  const sizes = input.shape.map((size, axis) => random.integer(1, size - begins[axis]));
  const stated = sizes.map((size, axis) => (begins[axis] + size === input.shape[axis] && random.uniform() < 0.5 ? -1 : size));
  return oneOperator('SLICE', 2, [input, integers(begins), integers(stated)], [{ ...input, shape: sizes }]);
}

function drawCast(random: Random, from: Dtype, to: Dtype): Graph {
  const shape = [1, random.integer(1, 80)];
  const draft = (dtype: Dtype): Draft => ({ shape, dtype, ...(dtype === 'int8' ? { scales: [0.5], zeroPoint: 3 } : {}) });
  return oneOperator('CAST', 1, [draft(from)], [draft(to)]);
}

/** All of these casts beside one another, from one input of each type. */
function drawCasts(random: Random, pairs: readonly [Dtype, Dtype][]): Graph {
  const shape = [1, random.integer(1, 40)];
  const types = [...new Set(pairs.map(([from]) => from))];
  return {
    tensors: [...types, ...pairs.map(([, to]) => to)].map((dtype, id) => toTensor({ shape, dtype }, id)),
    inputs: types.map((_, id) => id),
    outputs: pairs.map((_, at) => types.length + at),
    ops: pairs.map(([from], index) => ({ index, name: 'CAST', version: 1, inputs: [types.indexOf(from)], outputs: [types.length + index], options: {} })),
  };
}

function drawTransposeConv(random: Random, isInteger: boolean): Graph {
  const [filterHeight, filterWidth] = random.choose([[1, 1], [3, 3], [2, 4], [5, 2]]);
  const stride = random.integer(1, 3);
  const padding = random.integer(0, 1);
  const output = drawOutput(random, isInteger, [random.choose([1, 1, 2]), random.integer(5, 10), random.integer(5, 10), random.choose([1, 3, 8])], ...drawOutputScales(random));
  const drawn = drawImage(random, isInteger, random.choose([1, 3, 4, 7]), 1);
  const input = { ...drawn, shape: [
    output.shape[0], slideOutput(output.shape[1], filterHeight, stride, 1, padding), slideOutput(output.shape[2], filterWidth, stride, 1, padding), drawn.shape[3],
  ] };
  const [filter, bias] = drawWeights(random, [output.shape[3], filterHeight, filterWidth, input.shape[3]], 0, input, isInteger, true);
  const inputs = [integers(output.shape), filter, input, ...(random.uniform() < 0.7 ? [bias] : [])];
  return oneOperator('TRANSPOSE_CONV', 4, inputs, [output], { padding, strideWidth: stride, strideHeight: stride, activation: random.choose([0, 1, 3]) });
}

/** A convolution whose filters see a part of the channels each. */
function drawGroupedConv(random: Random, isInteger: boolean): Graph {
  const groups = random.choose([2, 3, 4]);
  const [filterHeight, filterWidth] = random.choose([[1, 1], [3, 3], [1, 3]]);
  const padding = random.integer(0, 1);
  const input = drawImage(random, isInteger, groups * random.choose([1, 2, 5]), 3);
  const depth = groups * random.choose([1, 3]);
  const [filter, bias] = drawWeights(random, [depth, filterHeight, filterWidth, input.shape[3] / groups], 0, input, isInteger, true);
  const shape = [input.shape[0], slideOutput(input.shape[1], filterHeight, 1, 1, padding), slideOutput(input.shape[2], filterWidth, 1, 1, padding), depth];
  const options = { padding, strideWidth: 1, strideHeight: 1, activation: random.choose([0, 1, 3]), dilationWidth: 1, dilationHeight: 1 };
  return oneOperator('CONV_2D', 3, [input, filter, bias], [drawOutput(random, isInteger, shape, -8, -2)], options);
}

const FREQUENT_CASTS: readonly [Dtype, Dtype][] = [
  ['int8', 'float32'], ['float32', 'int8'], ['int8', 'int32'], ['float32', 'int32'], ['int32', 'float32'], ['int32', 'int8'],
];

const CASTABLE: readonly Dtype[] = ['uint8', 'int8', 'int16', 'int32', 'float32', 'bool'];

/** Every pair of two types. */
export const CASTS: readonly [Dtype, Dtype][] = CASTABLE.flatMap((from) => CASTABLE.filter((to) => to !== from).map((to): [Dtype, Dtype] => [from, to]));

/** Operators that move values from place to place, or sum over places. */
export const PLACE_FAMILIES: readonly Family[] = [
  ...SUFFIXES.flatMap(([isInteger, suffix]): Family[] => [
    { name: `RESIZE_BILINEAR ${suffix}`, draw: (random) => drawResizeBilinear(random, isInteger) },
    { name: `MIRROR_PAD ${suffix}`, draw: (random) => drawMirrorPad(random, isInteger) },
    { name: `GATHER ${suffix}`, draw: (random) => drawGather(random, isInteger) },
    { name: `GATHER_ND ${suffix}`, draw: (random) => drawGatherNd(random, isInteger) },
    { name: `SLICE ${suffix}`, draw: (random) => drawSlice(random, isInteger) },
    { name: `TRANSPOSE_CONV ${suffix}`, draw: (random) => drawTransposeConv(random, isInteger) },
    { name: `grouped CONV_2D ${suffix}`, draw: (random) => drawGroupedConv(random, isInteger) },
  ]),
  ...(['int8', 'float32', 'hybrid'] as const).map((kind): Family => ({ name: `EMBEDDING_LOOKUP ${kind}`, draw: (random) => drawEmbedding(random, kind) })),
  ...FREQUENT_CASTS.map(([from, to]): Family => ({ name: `CAST ${from} to ${to}`, draw: (random) => drawCast(random, from, to) })),
  { name: 'CAST int16', draw: (random) => drawCasts(random, CASTS.filter((pair) => !pair.includes('uint8'))) },
  // TensorFlow Lite Micro casts no uint8; what is below 0 there is open
  { name: 'CAST uint8', draw: (random) => drawCasts(random, CASTS.filter((pair) => pair.includes('uint8'))), golden: 'LiteRT', isPositive: true },
];
