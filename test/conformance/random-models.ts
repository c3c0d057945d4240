import { elementCount, type Dtype, type Graph } from '../../plugin/compiler/ir/graph';
import { INTEGER_RANGES } from '../../plugin/compiler/ops/integer-ranges';
import {
  drawImage, drawOutput, drawOutputScales, drawQuantized, drawScale, drawValues, drawWeights, integers, oneOperator, slideOutput, toBytes, toTensor,
  type Draft, type Family, type Random,
} from './random-drafts';
import { CLOSE_ELEMENTWISE_FAMILIES, drawBinary, drawExtremum, drawUnary, ELEMENTWISE_FAMILIES } from './random-elementwise';
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

/** Weights kept as int8 in a float32 model, as converters do to make files smaller. */
function drawDequantizedConstant(random: Random): Graph {
  const shape = [1, random.integer(1, 9)];
  const drafts: Draft[] = [
    { shape, dtype: 'float32' },
    { shape, ...drawQuantized(random, drawScale(random, -7, -3)), values: drawValues(random, shape[1], 'int8') },
    { shape, dtype: 'float32' },
    { shape, dtype: 'float32' },
  ];
  return {
    tensors: drafts.map(toTensor),
    inputs: [0],
    outputs: [3],
    ops: [
      { index: 0, name: 'DEQUANTIZE', version: 2, inputs: [1], outputs: [2], options: {} },
      { index: 1, name: 'ADD', version: 1, inputs: [0, 2], outputs: [3], options: { activation: 0 } },
    ],
  };
}

const CONVERSIONS: readonly [Dtype, Dtype][] = [['uint8', 'int8'], ['int8', 'uint8'], ['int8', 'int16'], ['int16', 'int8'], ['int16', 'int16'], ['int16', 'int32'], ['int8', 'int32']];

/** int16 has steps a 256th as long, and a zero point at its end now and then, as probabilities have. */
function drawConversion(random: Random, name: string, from: Dtype, to: Dtype): Graph {
  const shape = [1, random.integer(1, 80)];
  const draft = (dtype: Dtype): Draft => {
    if (dtype === 'float32') return { shape, dtype };
    if (dtype === 'int32') return { shape, dtype, scales: [drawScale(random, -31, -15)], zeroPoint: random.choose([0, -2147483648, 99]) };
    if (dtype === 'int16') return { shape, dtype, scales: [drawScale(random, -14, -10)], zeroPoint: random.choose([0, 0, -32768, 300]) };
    return { shape, dtype, scales: [drawScale(random, -7, -3)], zeroPoint: random.integer(0, 255) - (dtype === 'int8' ? 128 : 0) };
  };
  return oneOperator(name, 2, [draft(from)], [draft(to)]);
}

/** A dense layer whose weights are dequantised as it runs: float16 (any but those that are not finite, denormal ones as well), or int8. */
function drawStoredWeights(random: Random, dtype: 'float16' | 'int8'): Graph {
  const [depth, units] = [random.integer(1, 20), random.integer(1, 9)];
  const half = (): number => (random.integer(0, 1) << 15) | (random.choose([0, random.integer(1, 30), 15]) << 10) | random.integer(0, 1023);
  const values = Array.from({ length: units * depth }, dtype === 'int8' ? () => random.integer(-128, 127) : half);
  const channels = Array.from({ length: random.choose([1, units]) }, () => drawScale(random, -9, -5));
  const drafts: Draft[] = [
    { shape: [1, depth], dtype: 'float32' },
    { shape: [units, depth], dtype, values, scales: dtype === 'int8' ? channels : undefined, zeroPoint: random.integer(-9, 9) },
    { shape: [units, depth], dtype: 'float32' },
    { shape: [1, units], dtype: 'float32' },
  ];
  return {
    tensors: drafts.map(toTensor),
    inputs: [0],
    outputs: [3],
    ops: [
      { index: 0, name: 'DEQUANTIZE', version: dtype === 'int8' ? 5 : 3, inputs: [1], outputs: [2], options: {} },
      { index: 1, name: 'FULLY_CONNECTED', version: 1, inputs: [0, 2, -1], outputs: [3], options: { activation: 0, weightsFormat: 0, keepDims: 0 } },
    ],
  };
}

/** Convolution -> depthwise -> convolution, where many filters of the first two are all zero: what remove-constant-channels lives on. */
function drawDeadChannels(random: Random): Graph {
  const input = drawImage(random, true, random.integer(1, 4), 4);
  const depth = random.integer(2, 9);
  const activation = random.choose([0, 1]);
  const [filter, bias] = withZeroFilters(random, drawWeights(random, [depth, 1, 1, input.shape[3]], 0, input, true, true), 0);
  const first: Draft = { shape: [...input.shape.slice(0, 3), depth], scales: [drawScale(random, -6, -4)], zeroPoint: random.choose([-128, 3]) };
  const [depthFilter, depthBias] = withZeroFilters(random, drawWeights(random, [1, 3, 3, depth], 3, first, true, true), 3);
  const second: Draft = { ...first, scales: [drawScale(random, -6, -4)] };
  const [lastFilter, lastBias] = drawWeights(random, [3, 1, 1, depth], 0, second, true, true);
  const third = drawOutput(random, true, [...input.shape.slice(0, 3), 3], -5, -2);
  const drafts = [input, filter, bias, first, depthFilter, depthBias, second, lastFilter, lastBias, third];
  const options = { padding: 0, strideWidth: 1, strideHeight: 1, activation, dilationWidth: 1, dilationHeight: 1 };
  const op = (index: number, name: string, inputs: number[], output: number) => ({ index, name, version: 3, inputs, outputs: [output], options });
  return {
    tensors: drafts.map(toTensor),
    inputs: [0],
    outputs: [9],
    ops: [op(0, 'CONV_2D', [0, 1, 2], 3), op(1, 'DEPTHWISE_CONV_2D', [3, 4, 5], 6), op(2, 'CONV_2D', [6, 7, 8], 9)],
  };
}

/** A convolution that widens its input and the 3x3 depthwise one that reads it: what lies between them is what the arena saves by fusing. */
function drawRows(random: Random): Graph {
  const depth = random.choose([8, 12, 17]);
  const [size, stride, firstStride] = [random.choose([1, 3]), random.integer(1, 2), random.integer(1, 2)];
  const image = drawImage(random, true, random.choose([1, 3, 4, 8]), 7);
  const input = { ...image, shape: [1, ...image.shape.slice(1)] };
  const paddings = [random.integer(0, 1), random.integer(0, 1)];
  const [filter, bias] = drawWeights(random, [depth, size, size, input.shape[3]], 0, input, true, true);
  const slide = (shape: number[], filterSize: number, by: number, padding: number) =>
    [1, slideOutput(shape[1], filterSize, by, 1, padding), slideOutput(shape[2], filterSize, by, 1, padding), depth];
  const between = drawOutput(random, true, slide(input.shape, size, firstStride, paddings[0]), -6, -4);
  const [depthFilter, depthBias] = drawWeights(random, [1, 3, 3, depth], 3, between, true, true);
  const output = drawOutput(random, true, slide(between.shape, 3, stride, paddings[1]), -5, -2);
  const options = (padding: number, by: number) =>
    ({ padding, strideWidth: by, strideHeight: by, activation: random.choose([0, 1]), dilationWidth: 1, dilationHeight: 1 });
  return {
    tensors: [input, filter, bias, between, depthFilter, depthBias, output].map(toTensor),
    inputs: [0],
    outputs: [6],
    ops: [
      { index: 0, name: 'CONV_2D', version: 3, inputs: [0, 1, 2], outputs: [3], options: options(paddings[0], firstStride) },
      { index: 1, name: 'DEPTHWISE_CONV_2D', version: 3, inputs: [3, 4, 5], outputs: [6], options: options(paddings[1], stride) },
    ],
  };
}

/** A 3x3 depthwise convolution and the 1x1 one that reads it, alone or behind a convolution that widens the image: an inverted residual. */
function drawPointwise(random: Random, isInverted: boolean): Graph {
  const { tensors, ops } = drawRows(random);
  const narrow = random.choose([1, 4, 6, 9]);
  const [, height, width, depth] = tensors[6].shape;
  const { scales, zeroPoints } = tensors[6].quantization!;
  const between: Draft = { shape: tensors[6].shape, scales, zeroPoint: zeroPoints[0] };
  const drafts = [...drawWeights(random, [narrow, 1, 1, depth], 0, between, true, true), drawOutput(random, true, [1, height, width, narrow], -5, -2)];
  const options = { padding: 0, strideWidth: 1, strideHeight: 1, activation: random.choose([0, 1, 3]), dilationWidth: 1, dilationHeight: 1 };
  return {
    tensors: [...tensors, ...drafts.map((draft, index) => toTensor(draft, tensors.length + index))],
    inputs: [isInverted ? 0 : 3],
    outputs: [9],
    ops: [...ops.slice(isInverted ? 0 : 1), { index: 2, name: 'CONV_2D', version: 3, inputs: [6, 7, 8], outputs: [9], options }],
  };
}

/** A convolution and the pool behind it: windows beside each other, or the whole image; now and then a line that is turned in between. */
function drawPooled(random: Random, name: 'MAX_POOL_2D' | 'AVERAGE_POOL_2D'): Graph {
  const size = random.choose([1, 3]);
  const isLine = random.integer(0, 3) === 0;
  const drawn = drawImage(random, true, random.choose([1, 3, 4, 8]), 4);
  const image = { ...drawn, shape: [1, isLine ? 1 : drawn.shape[1], drawn.shape[2], drawn.shape[3]] };
  const depth = random.choose([1, 4, 7, 8]);
  const [paddings, stride] = [[0, random.integer(0, 1)], random.choose([1, 1, 2])];
  const [filter, bias] = drawWeights(random, [depth, isLine ? 1 : size, size, image.shape[3]], 0, image, true, true);
  const slide = (from: number, filterSize: number) => slideOutput(from, filterSize, stride, 1, paddings[0]);
  const between = drawOutput(random, true, [1, slide(image.shape[1], isLine ? 1 : size), slide(image.shape[2], size), depth], -6, -3);
  const turned = isLine ? { ...between, shape: [1, between.shape[2], 1, depth] } : between;
  const [, height, width] = turned.shape;
  const [filterHeight, filterWidth] = name === 'MAX_POOL_2D' ? random.choose([[2, 2], [2, 1], [1, 2], [1, 4], [1, 3], [1, 1]]) : [height, width];
  const padding = name === 'MAX_POOL_2D' && filterHeight <= height && filterWidth <= width ? paddings[1] : 0;
  const pooled = [1, slideOutput(height, filterHeight, filterHeight, 1, padding), slideOutput(width, filterWidth, filterWidth, 1, padding), depth];
  const dilation = { dilationWidth: 1, dilationHeight: 1 };
  const options = { padding: paddings[0], strideWidth: stride, strideHeight: stride, activation: random.choose([0, 1, 3]), ...dilation };
  const window = { padding, strideWidth: filterWidth, strideHeight: filterHeight, filterWidth, filterHeight, activation: random.choose([0, 1, 3]) };
  return {
    tensors: [image, filter, bias, between, turned, { ...between, shape: pooled }, { ...integers(turned.shape) }].map(toTensor),
    inputs: [0],
    outputs: [5],
    ops: [
      { index: 0, name: 'CONV_2D', version: 3, inputs: [0, 1, 2], outputs: [3], options },
      ...(isLine ? [{ index: 1, name: 'RESHAPE', version: 1, inputs: [3, 6], outputs: [4], options: {} }] : []),
      { index: isLine ? 2 : 1, name, version: 2, inputs: [isLine ? 4 : 3], outputs: [5], options: window },
    ],
  };
}

/** Half of the filters without weights, which makes their channels constant. */
function withZeroFilters(random: Random, [filter, bias]: [Draft, Draft], axis: number): [Draft, Draft] {
  const inner = elementCount(filter.shape.slice(axis + 1));
  const isZero = Array.from({ length: filter.shape[axis] }, () => random.uniform() < 0.5);
  const values = Array.from(filter.values!, (value, at) => (isZero[Math.floor(at / inner) % filter.shape[axis]] ? 0 : value));
  return [{ ...filter, values }, bias];
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
  { name: 'dead CONV_2D channels int8', draw: drawDeadChannels },
  { name: 'CONV_2D and DEPTHWISE_CONV_2D by rows int8', draw: drawRows },
  { name: 'DEPTHWISE_CONV_2D and 1x1 CONV_2D by rows int8', draw: (random) => drawPointwise(random, false) },
  { name: 'CONV_2D, DEPTHWISE_CONV_2D and 1x1 CONV_2D by rows int8', draw: (random) => drawPointwise(random, true) },
  { name: 'CONV_2D and MAX_POOL_2D int8', draw: (random) => drawPooled(random, 'MAX_POOL_2D') },
  { name: 'CONV_2D and AVERAGE_POOL_2D int8', draw: (random) => drawPooled(random, 'AVERAGE_POOL_2D') },
  { name: 'SOFTMAX int8', draw: (random) => drawUnary(random, 'SOFTMAX', true, { shape: [], scales: [1 / 256], zeroPoint: -128 }) },
  { name: 'SOFTMAX int8 to int16', draw: (random) => drawUnary(random, 'SOFTMAX', true, { shape: [], dtype: 'int16', scales: [2 ** -16], zeroPoint: -32768 }) },
  { name: 'LOG_SOFTMAX int8', draw: (random) => drawUnary(random, 'LOG_SOFTMAX', true, { shape: [], scales: [1 / 16], zeroPoint: 127 }) },
  { name: 'LOGISTIC int8', draw: (random) => drawUnary(random, 'LOGISTIC', true, { shape: [], scales: [1 / 256], zeroPoint: -128 }) },
  { name: 'TANH int8', draw: (random) => drawUnary(random, 'TANH', true, { shape: [], scales: [1 / 128], zeroPoint: 0 }) },
  ...CONVERSIONS.map(([from, to]): Family => ({ name: `QUANTIZE ${from} to ${to}`, draw: (random) => drawConversion(random, 'QUANTIZE', from, to) })),
  ...(['uint8', 'int16'] as const).map((from): Family => ({ name: `DEQUANTIZE ${from}`, draw: (random) => drawConversion(random, 'DEQUANTIZE', from, 'float32') })),
  { name: 'QUANTIZE int8', draw: (random) => drawUnary(random, 'QUANTIZE', true) },
  { name: 'QUANTIZE float32', draw: (random) => drawUnary(random, 'QUANTIZE', false, { shape: [], ...drawQuantized(random, drawScale(random, -8, -4)) }) },
  { name: 'DEQUANTIZE of a constant', draw: drawDequantizedConstant },
  // TensorFlow Lite Micro has no float16
  { name: 'DEQUANTIZE float16', draw: (random) => drawStoredWeights(random, 'float16'), golden: 'LiteRT' },
  { name: 'DEQUANTIZE of int8 weights', draw: (random) => drawStoredWeights(random, 'int8'), golden: 'LiteRT' },
  { name: 'DEQUANTIZE int8', draw: (random) => drawUnary(random, 'DEQUANTIZE', true, { shape: [], dtype: 'float32' }) },
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
