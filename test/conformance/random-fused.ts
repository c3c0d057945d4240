import { elementCount, type Graph } from '../../plugin/compiler/ir/graph';
import {
  drawImage, drawOutput, drawScale, drawWeights, integers, slideOutput, toTensor, type Draft, type Family, type Random,
} from './random-drafts';

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

/** Layers that passes make one op of, or take channels from. */
export const FUSED_FAMILIES: readonly Family[] = [
  { name: 'dead CONV_2D channels int8', draw: drawDeadChannels },
  { name: 'CONV_2D and DEPTHWISE_CONV_2D by rows int8', draw: drawRows },
  { name: 'DEPTHWISE_CONV_2D and 1x1 CONV_2D by rows int8', draw: (random) => drawPointwise(random, false) },
  { name: 'CONV_2D, DEPTHWISE_CONV_2D and 1x1 CONV_2D by rows int8', draw: (random) => drawPointwise(random, true) },
  { name: 'CONV_2D and MAX_POOL_2D int8', draw: (random) => drawPooled(random, 'MAX_POOL_2D') },
  { name: 'CONV_2D and AVERAGE_POOL_2D int8', draw: (random) => drawPooled(random, 'AVERAGE_POOL_2D') },
];
