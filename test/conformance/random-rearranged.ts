import { elementCount, type Graph } from '../../plugin/compiler/ir/graph';
import { drawImage, drawQuantized, drawScale, drawValues, integers, oneOperator, toTensor, type Draft, type Family, type Random } from './random-drafts';

/** Operators that compare. */
export const COMPARISONS = ['EQUAL', 'NOT_EQUAL', 'LESS', 'LESS_EQUAL', 'GREATER', 'GREATER_EQUAL'];

const SUFFIXES: readonly [boolean, string][] = [[true, 'int8'], [false, 'float32']];

function drawReverse(random: Random, isInteger: boolean): Graph {
  const input = drawImage(random, isInteger, random.integer(1, 5), 1);
  const axis = random.integer(0, 3);
  return oneOperator('REVERSE_V2', 1, [input, integers([axis])], [input]);
}

/** Axes of size 1 are repeated, and new ones stand in front. */
function drawBroadcastTo(random: Random, isInteger: boolean): Graph {
  const image = drawImage(random, isInteger, random.integer(1, 5), 1);
  const missing = random.integer(0, 2);
  const shape = image.shape.map((size, axis) => (axis >= missing && random.uniform() < 0.5 ? size : 1));
  const input = { ...image, shape: shape.slice(missing) };
  const whole = shape.map((size, axis) => (size > 1 ? size : axis < missing ? random.integer(1, 2) : random.integer(1, 3)));
  return oneOperator('BROADCAST_TO', 3, [input, integers(whole)], [{ ...image, shape: whole }]);
}

function drawDepthSpace(random: Random, name: string, isInteger: boolean): Graph {
  const blockSize = random.integer(1, 3);
  const image = drawImage(random, isInteger, random.integer(1, 3), 1);
  const [batches, height, width, depth] = image.shape;
  const deep = { ...image, shape: [batches, height, width, depth * blockSize * blockSize] };
  const wide = { ...image, shape: [batches, height * blockSize, width * blockSize, depth] };
  const [input, output] = name === 'DEPTH_TO_SPACE' ? [deep, wide] : [wide, deep];
  return oneOperator(name, 1, [input], [output], { blockSize });
}

function drawCumsum(random: Random, isInteger: boolean): Graph {
  const input = drawImage(random, isInteger, random.integer(1, 5), 1);
  const axis = random.integer(0, 3);
  const options = { exclusive: random.integer(0, 1), reverse: random.integer(0, 1) };
  return oneOperator('CUMSUM', 1, [input, { ...integers([random.choose([axis, axis - 4])]), shape: [] }], [isInteger ? { ...input, ...drawQuantized(random, drawScale(random, -6, -1)) } : input], options);
}

/** What fills a shape is added to the input. */
function drawFill(random: Random): Graph {
  const shape = [random.integer(1, 3), random.integer(1, 9)];
  const drafts: Draft[] = [
    { shape, dtype: 'float32' },
    integers(shape),
    { shape: [], dtype: 'float32', values: [random.uniform()] },
    { shape, dtype: 'float32' },
    { shape, dtype: 'float32' },
  ];
  return {
    tensors: drafts.map(toTensor),
    inputs: [0],
    outputs: [4],
    ops: [
      { index: 0, name: 'FILL', version: 1, inputs: [1, 2], outputs: [3], options: {} },
      { index: 1, name: 'ADD', version: 1, inputs: [0, 3], outputs: [4], options: { activation: 0 } },
    ],
  };
}

/** Of small whole numbers, so that some are equal; the answer is an output as well as what is chosen by it. */
function drawComparison(random: Random, name: string): Graph {
  const shape = [random.integer(1, 3), random.integer(2, 4), random.integer(1, 9)];
  const [other, chosen] = [random.choose([shape, [1, 1, shape[2]], [shape[1], 1]]), random.choose([shape, [1]])];
  const drafts: Draft[] = [
    { shape, dtype: 'float32' },
    { shape: other, dtype: 'float32', values: Array.from({ length: elementCount(other) }, () => random.integer(-1, 1)) },
    { shape, dtype: 'bool' },
    { shape: chosen, dtype: 'float32', values: Array.from({ length: elementCount(chosen) }, () => random.uniform()) },
    { shape, dtype: 'float32' },
    { shape, dtype: 'float32' },
  ];
  return {
    tensors: drafts.map(toTensor),
    inputs: [0],
    outputs: [2, 5],
    ops: [
      { index: 0, name: 'ROUND', version: 1, inputs: [0], outputs: [4], options: {} },
      { index: 1, name, version: 1, inputs: [4, 1], outputs: [2], options: {} },
      { index: 2, name: 'SELECT_V2', version: 1, inputs: [2, 3, 0], outputs: [5], options: {} },
    ],
  };
}

/** Which of two images by their own elements, by their own axis, or by one answer. */
function drawSelect(random: Random): Graph {
  const { shape } = drawImage(random, false, random.integer(1, 5), 1);
  const asked = random.choose([shape, [shape[0]], []]);
  const drafts: Draft[] = [
    { shape, dtype: 'float32' },
    { shape: asked, dtype: 'float32' },
    { shape: [], dtype: 'float32', values: [0.1] },
    { shape: asked, dtype: 'bool' },
    { shape, dtype: 'float32', values: Array.from({ length: elementCount(shape) }, () => random.uniform()) },
    { shape, dtype: 'float32' },
  ];
  return {
    tensors: drafts.map(toTensor),
    inputs: [0, 1],
    outputs: [5],
    ops: [
      { index: 0, name: 'GREATER', version: 1, inputs: [1, 2], outputs: [3], options: {} },
      { index: 1, name: 'SELECT', version: 1, inputs: [3, 0, 4], outputs: [5], options: {} },
    ],
  };
}

/** Indices from the end, as Keras 3 writes an embedding: the number of rows is added to those below a number. */
function drawIndices(random: Random, name: string, compare: string): Graph {
  const shape = [random.integer(1, 3), random.integer(2, 9)];
  const drafts: Draft[] = [
    { shape, dtype: 'int32' },
    { shape: [], dtype: 'int32', values: [random.integer(0, 3)] },
    { shape, dtype: 'bool' },
    random.choose([integers([random.integer(-100, 100)]), integers(Array.from({ length: shape[1] }, () => random.integer(-(2 ** 20), 2 ** 20)))]),
    { shape, dtype: 'int32' },
    { shape, dtype: 'int32' },
  ];
  return {
    tensors: drafts.map(toTensor),
    inputs: [0],
    outputs: [4, 5],
    ops: [
      { index: 0, name: compare, version: 1, inputs: [0, 1], outputs: [2], options: {} },
      { index: 1, name, version: 1, inputs: [0, 3], outputs: [4], options: { activation: 0 } },
      { index: 2, name: 'SELECT', version: 1, inputs: [2, 4, 0], outputs: [5], options: {} },
    ],
  };
}

/** Scales that differ, or one. */
function drawQuantizedComparison(random: Random, name: string): Graph {
  const shape = [random.integer(1, 3), random.integer(2, 4), random.integer(1, 9)];
  const [scale, other] = [drawScale(random, -7, -1), random.choose([shape, [1, 1, shape[2]], [shape[1], 1]])];
  const a: Draft = { shape, ...drawQuantized(random, scale) };
  const b: Draft = { shape: other, ...drawQuantized(random, random.choose([scale, drawScale(random, -7, -1)])) };
  if (random.uniform() < 0.5) b.values = drawValues(random, elementCount(other), 'int8');
  return oneOperator(name, 2, [a, b], [{ shape, dtype: 'bool' }]);
}

/** Which of two images by the numbers beside them. */
function drawQuantizedSelect(random: Random, name: string): Graph {
  const image: Draft = drawImage(random, true, random.integer(1, 5), 1);
  const { shape } = image;
  const drafts: Draft[] = [
    image,
    { shape, dtype: 'float32' },
    { shape: [], dtype: 'float32', values: [0.1] },
    { shape, dtype: 'bool' },
    { ...image, values: drawValues(random, elementCount(shape), 'int8') },
    image,
  ];
  return {
    tensors: drafts.map(toTensor),
    inputs: [0, 1],
    outputs: [5],
    ops: [
      { index: 0, name: 'GREATER', version: 1, inputs: [1, 2], outputs: [3], options: {} },
      { index: 1, name, version: 1, inputs: [3, 0, 4], outputs: [5], options: {} },
    ],
  };
}

/** A value of the input's scale throughout its shape, and the input beside it. */
function drawQuantizedFill(random: Random): Graph {
  const image: Draft = drawImage(random, true, random.integer(1, 5), 1);
  const whole = { ...image, shape: [...image.shape.slice(0, 3), 2 * image.shape[3]] };
  const drafts: Draft[] = [image, integers(image.shape), { ...image, shape: [], values: drawValues(random, 1, 'int8') }, image, whole];
  return {
    tensors: drafts.map(toTensor),
    inputs: [0],
    outputs: [4],
    ops: [
      { index: 0, name: 'FILL', version: 3, inputs: [1, 2], outputs: [3], options: {} },
      { index: 1, name: 'CONCATENATION', version: 2, inputs: [0, 3], outputs: [4], options: { axis: 3, activation: 0 } },
    ],
  };
}

function drawZeros(random: Random, isInteger: boolean): Graph {
  const input = { ...drawImage(random, isInteger, random.integer(1, 5), 1), ...(isInteger ? { zeroPoint: 0 } : {}) };
  return oneOperator('ZEROS_LIKE', 1, [input], [input]);
}

/** Operators that move values, or begin from nothing. */
export const REARRANGED_FAMILIES: readonly Family[] = [
  ...SUFFIXES.flatMap(([isInteger, suffix]): Family[] => [
    { name: `REVERSE_V2 ${suffix}`, draw: (random) => drawReverse(random, isInteger) },
    { name: `BROADCAST_TO ${suffix}`, draw: (random) => drawBroadcastTo(random, isInteger) },
    { name: `DEPTH_TO_SPACE ${suffix}`, draw: (random) => drawDepthSpace(random, 'DEPTH_TO_SPACE', isInteger) },
    { name: `SPACE_TO_DEPTH ${suffix}`, draw: (random) => drawDepthSpace(random, 'SPACE_TO_DEPTH', isInteger) },
  ]),
  ...SUFFIXES.flatMap(([isInteger, suffix]): Family[] => [
    { name: `CUMSUM ${suffix}`, draw: (random) => drawCumsum(random, isInteger) },
    { name: `ZEROS_LIKE ${suffix}`, draw: (random) => drawZeros(random, isInteger) },
  ]),
  ...COMPARISONS.flatMap((name): Family[] => [
    { name: `${name} float32`, draw: (random) => drawComparison(random, name) },
    { name: `${name} int8`, draw: (random) => drawQuantizedComparison(random, name) },
  ]),
  { name: 'SELECT_V2 int8', draw: (random) => drawQuantizedSelect(random, 'SELECT_V2') },
  { name: 'SELECT int8', draw: (random) => drawQuantizedSelect(random, 'SELECT'), golden: 'LiteRT' },
  { name: 'FILL int8', draw: drawQuantizedFill },
  { name: 'SELECT_V2 float32', draw: (random) => drawComparison(random, 'GREATER') },
  // TensorFlow Lite Micro has SELECT_V2 alone
  { name: 'SELECT float32', draw: drawSelect, golden: 'LiteRT' },
  ...[['ADD', 'LESS'], ['SUB', 'GREATER_EQUAL'], ['MUL', 'EQUAL']].map(([name, compare]): Family => ({
    name: `${name}, ${compare} and SELECT of int32`, draw: (random) => drawIndices(random, name, compare), golden: 'LiteRT',
  })),
  { name: 'FILL float32', draw: drawFill },
];
