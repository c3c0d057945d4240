import { elementCount, type Graph } from '../../plugin/compiler/ir/graph';
import { INTEGER_RANGES } from '../../plugin/compiler/ops/integer-ranges';
import { CONVERSION_FAMILIES } from './random-conversions';
import {
  drawImage, drawOutput, drawOutputScales, drawQuantized, drawScale, drawValues, drawWeights, integers, oneOperator, slideOutput, toBytes,
  type Draft, type Family, type Random,
} from './random-drafts';
import { CLOSE_ELEMENTWISE_FAMILIES, drawBinary, drawExtremum, drawUnary, ELEMENTWISE_FAMILIES } from './random-elementwise';
import { FUSED_FAMILIES } from './random-fused';
import { hybridFamilies, hybridRecurrent } from './random-hybrid';
import { CLOSE_LOGIC_FAMILIES, LOGIC_FAMILIES } from './random-logic';
import { PLACE_FAMILIES } from './random-places';
import { RANK_FAMILIES } from './random-ranks';
import { REARRANGED_FAMILIES } from './random-rearranged';
import { CLOSE_RECURRENT_FAMILIES, RECURRENT_FAMILIES } from './random-recurrent';
import { REDUCTION_FAMILIES } from './random-reductions';
import { SPECTRUM_FAMILIES } from './random-spectra';
import { unsignFamilies } from './random-unsigned';
import { wholeFamilies } from './random-whole';
import { widenFamilies } from './random-wide';

export { seededRandom, type Family, type Random } from './random-drafts';

function drawConv(random: Random, isInteger: boolean): Graph {
  const [filterHeight, filterWidth] = random.choose([[1, 1], [3, 3], [1, 3], [5, 2], [4, 4]]);
  const dilation = random.choose([1, 1, 2]);
  const stride = dilation > 1 ? 1 : random.integer(1, 3);
  const padding = random.integer(0, 1);
  const input = drawImage(random, isInteger, random.choose([1, 3, 4, 7, 8, 16]), (Math.max(filterHeight, filterWidth) - 1) * dilation + 1);
  const depth = random.choose([1, 2, 3, 8, 12, 17]);
  const [filter, bias] = drawWeights(random, [depth, filterHeight, filterWidth, input.shape[3]], 0, input, isInteger, true);
  const shape = [
    input.shape[0], slideOutput(input.shape[1], filterHeight, stride, dilation, padding),
    slideOutput(input.shape[2], filterWidth, stride, dilation, padding), depth,
  ];
  const options = { padding, strideWidth: stride, strideHeight: stride, activation: random.choose([0, 1, 3]), dilationWidth: dilation, dilationHeight: dilation };
  return oneOperator('CONV_2D', 3, [input, filter, bias], [drawOutput(random, isInteger, shape, ...drawOutputScales(random))], options);
}

function drawDepthwise(random: Random, isInteger: boolean): Graph {
  const [filterHeight, filterWidth] = random.choose([[3, 3], [1, 1], [3, 1], [5, 5], [10, 4]]);
  const dilation = random.choose([1, 1, 2]);
  const stride = dilation > 1 ? 1 : random.integer(1, 2);
  const padding = random.integer(0, 1);
  const input = drawImage(random, isInteger, random.choose([1, 3, 4, 8, 10]), (Math.max(filterHeight, filterWidth) - 1) * dilation + 1);
  const depth = input.shape[3] * random.choose([1, 1, 1, 2, 3]);
  const [filter, bias] = drawWeights(random, [1, filterHeight, filterWidth, depth], 3, input, isInteger, true);
  const shape = [
    input.shape[0], slideOutput(input.shape[1], filterHeight, stride, dilation, padding),
    slideOutput(input.shape[2], filterWidth, stride, dilation, padding), depth,
  ];
  const options = { padding, strideWidth: stride, strideHeight: stride, activation: random.choose([0, 1, 3]), dilationWidth: dilation, dilationHeight: dilation };
  return oneOperator('DEPTHWISE_CONV_2D', 3, [input, filter, bias], [drawOutput(random, isInteger, shape, ...drawOutputScales(random))], options);
}

function drawFullyConnected(random: Random, isInteger: boolean): Graph {
  const depth = random.integer(1, 70);
  const input: Draft = { shape: [random.choose([1, 1, 3]), depth], ...(isInteger ? drawQuantized(random, drawScale(random, -7, -3)) : { dtype: 'float32' }) };
  const outputs = random.integer(1, 20);
  const [filter, bias] = drawWeights(random, [outputs, depth], 0, input, isInteger, random.choose([true, false]));
  const output = drawOutput(random, isInteger, [input.shape[0], outputs], ...drawOutputScales(random));
  return oneOperator('FULLY_CONNECTED', 4, [input, filter, bias], [output], { activation: random.choose([0, 1, 3]), weightsFormat: 0, keepDims: 0 });
}

function drawPool(random: Random, name: string, isInteger: boolean): Graph {
  const [filterHeight, filterWidth, stride, padding] = [random.integer(1, 4), random.integer(1, 4), random.integer(1, 3), random.integer(0, 1)];
  const input = drawImage(random, isInteger, random.integer(1, 9), 4);
  const shape = [input.shape[0], slideOutput(input.shape[1], filterHeight, stride, 1, padding), slideOutput(input.shape[2], filterWidth, stride, 1, padding), input.shape[3]];
  const options = { padding, strideWidth: stride, strideHeight: stride, filterWidth, filterHeight, activation: random.choose([0, 1, 3]) };
  return oneOperator(name, 2, [input], [{ ...input, shape }], options);
}

/** PADV2 names the value that stands around. */
function drawPad(random: Random, isInteger: boolean, hasValue = false): Graph {
  const input = drawImage(random, isInteger, random.integer(1, 5), 1);
  const paddings = [0, 0, random.integer(0, 2), random.integer(0, 2), random.integer(0, 2), random.integer(0, 2), 0, random.integer(0, 1)];
  const shape = input.shape.map((size, axis) => size + paddings[2 * axis] + paddings[2 * axis + 1]);
  const value = { ...input, shape: [1], values: drawValues(random, 1, input.dtype ?? 'int8') };
  return oneOperator(hasValue ? 'PADV2' : 'PAD', 2, [input, { ...integers(paddings), shape: [4, 2] }, ...(hasValue ? [value] : [])], [{ ...input, shape }]);
}

function drawReshape(random: Random, isInteger: boolean): Graph {
  const input = drawImage(random, isInteger, random.integer(1, 5), 1);
  const [batches, height, width, depth] = input.shape;
  const shape = random.choose([[batches, height * width * depth], [batches * height, width, depth], [depth, width, height, batches]]);
  return oneOperator('RESHAPE', 1, [input, integers(shape)], [{ ...input, shape }]);
}

function drawTranspose(random: Random, isInteger: boolean): Graph {
  const input = drawImage(random, isInteger, random.integer(1, 5), 1);
  const permutation = random.choose([[0, 2, 1, 3], [0, 3, 1, 2], [3, 2, 1, 0], [0, 1, 2, 3]]);
  return oneOperator('TRANSPOSE', 2, [input, integers(permutation)], [{ ...input, shape: permutation.map((axis) => input.shape[axis]) }]);
}

function drawView(random: Random, name: string, isInteger: boolean): Graph {
  const axis = random.integer(0, 3);
  const drawn = drawImage(random, isInteger, random.integer(1, 5), 1);
  const whole = drawn.shape.map((size, index) => (index === axis ? 1 : size + 1));
  const rest = whole.filter((_, index) => index !== axis);
  const place = random.choose([axis, axis - 4]);
  const [from, to] = name === 'EXPAND_DIMS' ? [rest, whole] : [whole, rest];
  const inputs = [{ ...drawn, shape: from }, ...(name === 'EXPAND_DIMS' ? [{ ...integers([place]), shape: [] }] : [])];
  return oneOperator(name, 1, inputs, [{ ...drawn, shape: to }], { squeezeDims: random.choose([[], [place]]) });
}

function drawTile(random: Random, isInteger: boolean): Graph {
  const input = drawImage(random, isInteger, random.integer(1, 4), 1);
  const multiples = random.choose([[1, 2, 1, 1], [1, 1, 3, 1], [1, 1, 1, 2], [2, 1, 1, 3]]);
  return oneOperator('TILE', 1, [input, integers(multiples)], [{ ...input, shape: input.shape.map((size, axis) => size * multiples[axis]) }]);
}

function drawConcatenation(random: Random, isInteger: boolean): Graph {
  const first = drawImage(random, isInteger, random.integer(1, 5), 1);
  const axis = random.integer(1, 3);
  const inputs = Array.from({ length: random.integer(2, 4) }, () => ({ ...first, shape: first.shape.map((size, index) => (index === axis ? random.integer(1, 4) : size)) }));
  const shape = first.shape.map((size, index) => (index === axis ? inputs.reduce((sum, input) => sum + input.shape[axis], 0) : size));
  return oneOperator('CONCATENATION', 2, inputs, [{ ...first, shape }], { axis: random.choose([axis, axis - 4]), activation: 0 });
}

function drawResize(random: Random, isInteger: boolean): Graph {
  const input = drawImage(random, isInteger, random.integer(1, 5), 1);
  const size = [random.integer(1, 20), random.integer(1, 20)];
  const [alignCorners, halfPixelCenters] = random.choose([[0, 0], [1, 0], [0, 1]]);
  const shape = [input.shape[0], ...size, input.shape[3]];
  return oneOperator('RESIZE_NEAREST_NEIGHBOR', 2, [input, integers(size)], [{ ...input, shape }], { alignCorners, halfPixelCenters });
}

function drawSpaceBatch(random: Random, name: string, isInteger: boolean): Graph {
  const [isPlane, toBatch] = [random.uniform() < 0.7, name === 'SPACE_TO_BATCH_ND'];
  const axes = Array.from({ length: isPlane ? 2 : 1 }, () => {
    const [block, count, before] = [random.integer(1, 3), random.integer(1, 4), random.integer(0, 2)];
    const whole = block * count;
    const edges = [Math.min(before, whole - 1), 0];
    edges[1] = random.integer(0, Math.min(2, whole - 1 - edges[0]));
    return { block, count, edges, rest: whole - edges[0] - edges[1] };
  });
  const [batches, depth] = [random.choose([1, 1, 2]), random.integer(1, 4)];
  const inner = [batches, ...axes.map(({ rest }) => rest), depth];
  const blocked = [batches * axes.reduce((product, { block }) => product * block, 1), ...axes.map(({ count }) => count), depth];
  const input: Draft = { ...drawImage(random, isInteger, 1, 1), shape: toBatch ? inner : blocked };
  const edges = { ...integers(axes.flatMap((axis) => axis.edges)), shape: [axes.length, 2] };
  return oneOperator(name, 2, [input, integers(axes.map(({ block }) => block)), edges], [{ ...input, shape: toBatch ? blocked : inner }]);
}

/** SPLIT, SPLIT_V and UNPACK into at most three parts. */
function drawParts(random: Random, name: string, isInteger: boolean): Graph {
  const axis = random.integer(0, 3);
  const count = random.integer(1, 3);
  const drawn = drawImage(random, isInteger, random.integer(1, 4), 1);
  const sizes = Array.from({ length: count }, () => (name === 'SPLIT_V' ? random.integer(1, 3) : name === 'SPLIT' ? 2 : 1));
  const input = { ...drawn, shape: drawn.shape.map((size, index) => (index === axis ? sizes.reduce((sum, part) => sum + part, 0) : size)) };
  const outputs = sizes.map((size) => ({
    ...input, shape: name === 'UNPACK' ? input.shape.filter((_, index) => index !== axis) : input.shape.map((whole, index) => (index === axis ? size : whole)),
  }));
  const place = { ...integers([random.choose([axis, axis - 4])]), shape: [] };
  const inputs = { SPLIT: [place, input], SPLIT_V: [input, integers(sizes), place], UNPACK: [input] }[name]!;
  return oneOperator(name, 2, inputs, outputs, { count, axis: random.choose([axis, axis - 4]) });
}

/** Begins and ends count from either side, some are left to the masks, and axes disappear. */
function drawStridedSlice(random: Random, isInteger: boolean): Graph {
  const input = drawImage(random, isInteger, random.integer(1, 5), 2);
  const axes = input.shape.map((size) => {
    const begin = random.integer(0, size - 1);
    const isShrunk = random.uniform() < 0.2;
    const stride = isShrunk ? 1 : random.choose([1, 1, 2, 3]);
    const end = isShrunk ? begin + 1 : random.integer(begin + 1, size);
    return { size, begin, end, stride, isShrunk, fromEnd: random.uniform() < 0.3, hasNoEnd: !isShrunk && random.uniform() < 0.3 };
  });
  const mask = (chosen: (axis: (typeof axes)[number]) => boolean) => axes.reduce((bits, axis, index) => bits | (chosen(axis) ? 1 << index : 0), 0);
  const shape = axes.flatMap(({ size, begin, end, stride, isShrunk, hasNoEnd }) => (isShrunk ? [] : [Math.ceil(((hasNoEnd ? size : end) - begin) / stride)]));
  const begins = axes.map(({ begin, size, fromEnd }) => (fromEnd ? begin - size : begin));
  const inputs = [input, integers(begins), integers(axes.map(({ end }) => end)), integers(axes.map(({ stride }) => stride))];
  const options = { beginMask: mask(({ begin }) => begin === 0), endMask: mask(({ hasNoEnd }) => hasNoEnd), ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: mask(({ isShrunk }) => isShrunk) };
  return oneOperator('STRIDED_SLICE', 2, inputs, [{ ...input, shape }], options);
}

function drawPack(random: Random, isInteger: boolean): Graph {
  const shape = [random.integer(1, 4), random.integer(1, 4), random.integer(1, 4)];
  const first: Draft = isInteger ? { shape, ...drawQuantized(random, drawScale(random, -7, -3)) } : { shape, dtype: 'float32' };
  const axis = random.integer(0, 3);
  const inputs = Array.from({ length: random.integer(2, 4) }, () => first);
  const packed = [...shape.slice(0, axis), inputs.length, ...shape.slice(axis)];
  return oneOperator('PACK', 2, inputs, [{ ...first, shape: packed }], { valuesCount: inputs.length, axis: random.choose([axis, axis - 4]) });
}

/** Families with an exp() or log(), which are our own: as close to TensorFlow Lite Micro's as float32 allows. */
export const CLOSE_FAMILIES: readonly Family[] = [
  ...CLOSE_ELEMENTWISE_FAMILIES, ...CLOSE_RECURRENT_FAMILIES, ...CLOSE_LOGIC_FAMILIES, ...SPECTRUM_FAMILIES,
  ...hybridRecurrent([...CLOSE_RECURRENT_FAMILIES, ...RECURRENT_FAMILIES]),
];

const NARROW_FAMILIES: readonly Family[] = [
  ...[true, false].flatMap((isInteger) => {
    const suffix = isInteger ? 'int8' : 'float32';
    return [
      { name: `CONV_2D ${suffix}`, draw: (random: Random) => drawConv(random, isInteger) },
      { name: `DEPTHWISE_CONV_2D ${suffix}`, draw: (random: Random) => drawDepthwise(random, isInteger) },
      { name: `FULLY_CONNECTED ${suffix}`, draw: (random: Random) => drawFullyConnected(random, isInteger) },
      { name: `AVERAGE_POOL_2D ${suffix}`, draw: (random: Random) => drawPool(random, 'AVERAGE_POOL_2D', isInteger) },
      { name: `MAX_POOL_2D ${suffix}`, draw: (random: Random) => drawPool(random, 'MAX_POOL_2D', isInteger) },
      ...(isInteger ? [] : [{ name: 'L2_POOL_2D float32', draw: (random: Random) => drawPool(random, 'L2_POOL_2D', false) }]),
      { name: `ADD ${suffix}`, draw: (random: Random) => drawBinary(random, 'ADD', isInteger) },
      { name: `SUB ${suffix}`, draw: (random: Random) => drawBinary(random, 'SUB', isInteger) },
      { name: `MUL ${suffix}`, draw: (random: Random) => drawBinary(random, 'MUL', isInteger) },
      { name: `RELU ${suffix}`, draw: (random: Random) => drawUnary(random, 'RELU', isInteger) },
      { name: `RELU6 ${suffix}`, draw: (random: Random) => drawUnary(random, 'RELU6', isInteger) },
      { name: `PAD ${suffix}`, draw: (random: Random) => drawPad(random, isInteger) },
      { name: `PADV2 ${suffix}`, draw: (random: Random) => drawPad(random, isInteger, true) },
      { name: `RESHAPE ${suffix}`, draw: (random: Random) => drawReshape(random, isInteger) },
      { name: `TRANSPOSE ${suffix}`, draw: (random: Random) => drawTranspose(random, isInteger) },
      { name: `EXPAND_DIMS ${suffix}`, draw: (random: Random) => drawView(random, 'EXPAND_DIMS', isInteger) },
      { name: `SQUEEZE ${suffix}`, draw: (random: Random) => drawView(random, 'SQUEEZE', isInteger) },
      // TensorFlow Lite Micro has no TILE
      { name: `TILE ${suffix}`, draw: (random: Random) => drawTile(random, isInteger), golden: 'LiteRT' as const },
      { name: `MAXIMUM ${suffix}`, draw: (random: Random) => drawExtremum(random, 'MAXIMUM', isInteger) },
      { name: `MINIMUM ${suffix}`, draw: (random: Random) => drawExtremum(random, 'MINIMUM', isInteger) },
      { name: `ABS ${suffix}`, draw: (random: Random) => drawUnary(random, 'ABS', isInteger) },
      { name: `LEAKY_RELU ${suffix}`, draw: (random: Random) => drawUnary(random, 'LEAKY_RELU', isInteger) },
      { name: `RESIZE_NEAREST_NEIGHBOR ${suffix}`, draw: (random: Random) => drawResize(random, isInteger) },
      // TensorFlow Lite Micro pads int8 by 0 instead of the zero point
      { name: `SPACE_TO_BATCH_ND ${suffix}`, draw: (random: Random) => drawSpaceBatch(random, 'SPACE_TO_BATCH_ND', isInteger), ...(isInteger ? { golden: 'LiteRT' as const } : {}) },
      { name: `BATCH_TO_SPACE_ND ${suffix}`, draw: (random: Random) => drawSpaceBatch(random, 'BATCH_TO_SPACE_ND', isInteger) },
      { name: `SPLIT ${suffix}`, draw: (random: Random) => drawParts(random, 'SPLIT', isInteger) },
      { name: `SPLIT_V ${suffix}`, draw: (random: Random) => drawParts(random, 'SPLIT_V', isInteger) },
      { name: `UNPACK ${suffix}`, draw: (random: Random) => drawParts(random, 'UNPACK', isInteger) },
      { name: `STRIDED_SLICE ${suffix}`, draw: (random: Random) => drawStridedSlice(random, isInteger) },
      { name: `PACK ${suffix}`, draw: (random: Random) => drawPack(random, isInteger) },
      { name: `CONCATENATION ${suffix}`, draw: (random: Random) => drawConcatenation(random, isInteger) },
    ];
  }),
  ...ELEMENTWISE_FAMILIES,
  ...LOGIC_FAMILIES,
  ...REDUCTION_FAMILIES,
  ...PLACE_FAMILIES,
  ...REARRANGED_FAMILIES,
  ...RECURRENT_FAMILIES,
  ...FUSED_FAMILIES,
  { name: 'SOFTMAX int8', draw: (random) => drawUnary(random, 'SOFTMAX', true, { shape: [], scales: [1 / 256], zeroPoint: -128 }) },
  { name: 'SOFTMAX int8 to int16', draw: (random) => drawUnary(random, 'SOFTMAX', true, { shape: [], dtype: 'int16', scales: [2 ** -16], zeroPoint: -32768 }) },
  { name: 'LOG_SOFTMAX int8', draw: (random) => drawUnary(random, 'LOG_SOFTMAX', true, { shape: [], scales: [1 / 16], zeroPoint: 127 }) },
  { name: 'LOGISTIC int8', draw: (random) => drawUnary(random, 'LOGISTIC', true, { shape: [], scales: [1 / 256], zeroPoint: -128 }) },
  { name: 'TANH int8', draw: (random) => drawUnary(random, 'TANH', true, { shape: [], scales: [1 / 128], zeroPoint: 0 }) },
  ...CONVERSION_FAMILIES,
];

/** Every family whose bits must equal those of its golden, TensorFlow Lite Micro's where nothing else is named. */
export const FAMILIES: readonly Family[] = [
  ...NARROW_FAMILIES, ...widenFamilies(NARROW_FAMILIES), ...unsignFamilies(NARROW_FAMILIES), ...hybridFamilies(NARROW_FAMILIES),
  ...RANK_FAMILIES,
];

/** The families on types without a scale, which whole-models.test.ts holds to their goldens all at once. */
export const WHOLE_FAMILIES: readonly Family[] = wholeFamilies(NARROW_FAMILIES);

/** Axes have four places at least. */
const INDICES: [number, number] = [0, 3];

/** Inputs of one run: noise, and the two extremes for the first two runs. */
export function drawInputs(graph: Graph, random: Random, run: number, isPositive = false, whole: [number, number] = INDICES): Uint8Array {
  const bytes = graph.inputs.map((id) => {
    const { shape, dtype, quantization } = graph.tensors[id];
    const count = elementCount(shape);
    if (dtype === 'bool') return toBytes(Array.from({ length: count }, () => random.integer(0, 1)), 'bool');
    if (dtype === 'int32') return toBytes(Array.from({ length: count }, () => random.integer(...whole)), 'int32');
    const lowest = isPositive ? 0 : -1;
    if (dtype === 'float32') return toBytes(Array.from({ length: count }, () => (lowest + random.uniform() * (1 - lowest)) * (run === 0 ? 10 : 1)), 'float32');
    const { low, high } = INTEGER_RANGES[dtype]!;
    const first = isPositive ? quantization?.zeroPoints[0] ?? 0 : low;
    const extreme = run === 0 ? first : high;
    return toBytes(Array.from({ length: count }, () => (run < 2 ? extreme : random.integer(first, high))), dtype);
  });
  return Buffer.concat(bytes);
}

const EXTREMES = [NaN, Infinity, -Infinity, 1e-45, -1e-40, 3.4028234663852886e38, -3.4028234663852886e38, -0];

/** Float inputs that no sensor gives and every kernel has to bear: each extreme everywhere, and all of them mixed. */
export function drawExtremes(graph: Graph, random: Random): Uint8Array[] {
  if (graph.inputs.some((id) => graph.tensors[id].dtype !== 'float32')) return [];
  const count = graph.inputs.reduce((sum, id) => sum + elementCount(graph.tensors[id].shape), 0);
  const fill = (draw: () => number): Uint8Array => toBytes(Array.from({ length: count }, draw), 'float32');
  return [...EXTREMES.map((value) => fill(() => value)), fill(() => random.choose(EXTREMES))];
}
