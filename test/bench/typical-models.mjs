// int8 models with the layers that the five MLPerf Tiny ones lack: an image classifier and a keyword one with max pools, and the inverted residuals of
// MobileNetV2. What they cost depends on shapes alone; weights are drawn.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const SAME = 0;
const VALID = 1;
const RELU = 1;

/** `.tflite` files by name. */
export function buildTypicalModels(dist) {
  const require = createRequire(import.meta.url);
  const { buildGraph } = require(join(dist, 'compiler', 'ir', 'graph-builder.js'));
  const { writeFlatbuffer } = require(join(dist, 'compiler', 'tflite', 'write-flatbuffer.js'));
  const models = { shapes: buildShapes, colours: buildColours, keywords: buildKeywords, residuals: buildResiduals };
  return Object.fromEntries(Object.entries(models).map(([name, build]) => {
    const layers = startLayers(buildGraph());
    build(layers);
    return [name, writeFlatbuffer(layers.finish(), name)];
  }));
}

/** Grey images: convolutions of 3x3, each with a pool of 2x2. */
function buildShapes(layers) {
  layers.input([1, 48, 48, 1]);
  for (const depth of [8, 16, 32]) {
    layers.conv(depth, [3, 3], 1, SAME);
    layers.maxPool(2, 2);
  }
  layers.conv(48, [3, 3], 1, VALID);
  layers.conv(32, [1, 1], 1, VALID);
  layers.averagePool();
}

/** Coloured ones: a wide first convolution, odd numbers of channels. */
function buildColours(layers) {
  layers.input([1, 32, 32, 3]);
  layers.conv(12, [5, 5], 1, VALID);
  layers.maxPool(2, 2);
  layers.conv(18, [3, 3], 1, SAME);
  layers.maxPool(2, 2);
  layers.conv(40, [3, 3], 1, SAME);
  layers.maxPool(2, 2);
  layers.conv(20, [1, 1], 1, SAME);
  layers.averagePool();
}

/** Convolutions along time, each with a pool of two, as Keras writes Conv1D and MaxPooling1D. */
function buildKeywords(layers) {
  layers.input([1, 1, 50, 13]);
  for (const depth of [8, 16]) {
    layers.conv(depth, [1, 3], 1, SAME);
    layers.turn();
    layers.maxPool(2, 1);
    layers.turn();
  }
  layers.conv(24, [1, 3], 1, VALID);
  layers.averagePool();
}

/** An image made narrow by a stride of 2, then three blocks that widen it six times, filter it and make it narrow again. */
function buildResiduals(layers) {
  layers.input([1, 64, 64, 3]);
  layers.conv(8, [3, 3], 2, SAME);
  for (const [depth, stride] of [[8, 1], [12, 2], [16, 2]]) {
    layers.conv(6 * layers.depth(), [1, 1], 1, SAME);
    layers.depthwise(stride);
    layers.conv(depth, [1, 1], 1, SAME, 0);
  }
  layers.conv(48, [1, 1], 1, SAME);
  layers.averagePool();
}

/** Adds layers to a graph, each on the output of the one before. */
function startLayers({ graph, tensor, constant, op }) {
  const draw = drawWeights();
  const activation = (shape, zeroPoint = -128) => tensor(`t${graph.tensors.length}`, shape, 'int8', quantize([0.05], zeroPoint));
  let last;
  const shapeOf = () => graph.tensors[last].shape;
  const add = (name, inputs, shape, options, version) => {
    const output = activation(shape);
    op(name, [last, ...inputs], [output], options, version);
    last = output;
  };
  const weigh = (name, filter, axis, depth, window, output, options) => {
    const count = filter.reduce((product, size) => product * size, 1);
    const scales = Array.from({ length: depth }, (_, channel) => Math.fround(0.004 + 0.0001 * (channel % 7)));
    const weights = constant('filter', filter, Int8Array.from({ length: count }, draw), quantize(scales, 0, axis));
    const biases = constant('bias', [depth], Int32Array.from({ length: depth }, () => 16 * draw()), quantize(scales.map((scale) => Math.fround(0.05 * scale))));
    add(name, [weights, biases], output, { ...window, dilationWidth: 1, dilationHeight: 1, ...options }, 3);
  };
  return {
    depth: () => shapeOf()[3],
    input: (shape) => graph.inputs.push((last = activation(shape, 3))),
    conv: (depth, [height, width], stride, padding, activated = RELU) => {
      const [, inputHeight, inputWidth, inputDepth] = shapeOf();
      const output = [1, slide(inputHeight, height, stride, padding), slide(inputWidth, width, stride, padding), depth];
      weigh('CONV_2D', [depth, height, width, inputDepth], 0, depth, { padding, strideWidth: stride, strideHeight: stride }, output, { activation: activated });
    },
    depthwise: (stride) => {
      const [, height, width, depth] = shapeOf();
      const output = [1, slide(height, 3, stride, SAME), slide(width, 3, stride, SAME), depth];
      weigh('DEPTHWISE_CONV_2D', [1, 3, 3, depth], 3, depth, { padding: SAME, strideWidth: stride, strideHeight: stride }, output, { depthMultiplier: 1, activation: RELU });
    },
    maxPool: (filterHeight, filterWidth) => {
      const [, height, width, depth] = shapeOf();
      const window = { padding: VALID, strideHeight: filterHeight, strideWidth: filterWidth, filterHeight, filterWidth, activation: 0 };
      add('MAX_POOL_2D', [], [1, Math.floor(height / filterHeight), Math.floor(width / filterWidth), depth], window, 2);
    },
    averagePool: () => {
      const [, height, width, depth] = shapeOf();
      const window = { padding: VALID, strideHeight: height, strideWidth: width, filterHeight: height, filterWidth: width, activation: 0 };
      add('AVERAGE_POOL_2D', [], [1, 1, 1, depth], window, 2);
    },
    turn: () => {
      const [, height, width, depth] = shapeOf();
      const shape = [1, width, height, depth];
      add('RESHAPE', [constant('shape', [4], Int32Array.from(shape))], shape);
    },
    finish: () => {
      graph.outputs.push(last);
      return graph;
    },
  };
}

function quantize(scales, zeroPoint = 0, axis = 0) {
  return { scales: scales.map(Math.fround), zeroPoints: scales.map(() => zeroPoint), axis };
}

function slide(size, filter, stride, padding) {
  return padding === SAME ? Math.ceil(size / stride) : Math.floor((size - filter) / stride) + 1;
}

/** The same int8 numbers each time (Park and Miller). */
function drawWeights() {
  let state = 1;
  return () => ((state = (state * 48271) % 2147483647) % 255) - 127;
}
