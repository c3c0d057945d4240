import { elementCount, type Dtype, type Graph, type OptionValue } from '../../plugin/compiler/ir/graph';
import { OPERATORS } from '../../plugin/compiler/ops';
import { toNode } from '../../plugin/compiler/ops/operator';
import { drawScale, drawValues, integers, toTensor, type Draft, type Random } from './random-drafts';

/** A random model over a window of time, and how its window may slide. */
export interface StreamDraft {
  graph: Graph;
  axis: number;
  hop: number;
}

type Build = { graph: Graph; random: Random; dtype: Dtype; axis: number };

const [SAME, VALID] = [0, 1];

/** Layers over time, some with padding, strides, dilation and two paths, then one of the ways to end: 1-D or 2-D, time along axis 1 or 2. */
export function drawStream(random: Random, dtype: Dtype): StreamDraft {
  const axis = random.choose([1, 1, 2]);
  const hop = random.choose([1, 2, 2, 3, 4]);
  const other = random.choose([1, random.integer(2, 4)]);
  const shape = axis === 1 ? [1, random.integer(10, 22), other, random.integer(1, 4)] : [1, other, random.integer(10, 22), random.integer(1, 4)];
  const graph: Graph = { tensors: [], ops: [], inputs: [], outputs: [] };
  const build: Build = { graph, random, dtype, axis };
  let at = addTensor(build, { shape, ...drawn(build) });
  graph.inputs.push(at);
  const count = random.integer(1, 4);
  for (let layer = 0; layer < count; layer++) at = drawLayer(build, at);
  graph.outputs.push(drawEnd(build, at));
  return { graph, axis, hop };
}

function drawLayer(build: Build, from: number): number {
  const { random, graph, axis } = build;
  const { shape } = graph.tensors[from];
  const isLong = shape[axis] > 5;
  const kind = random.choose(isLong ? ['conv', 'conv', 'depthwise', 'depthwise', 'pool', 'relu', 'pad', 'paths', 'crop', 'transpose'] : ['relu', 'pointwise', 'paths']);
  switch (kind) {
    case 'conv': return convolve(build, from, true);
    case 'pointwise': return convolve(build, from, false);
    case 'depthwise': return depthwise(build, from);
    case 'pool': return pool(build, from);
    case 'relu': return addOp(build, build.dtype === 'int16' ? 'QUANTIZE' : random.choose(['ABS', 'RELU']), [from], shape);
    case 'pad': return pad(build, from);
    case 'crop': return crop(build, from);
    case 'transpose': return transpose(build, from);
    default: return paths(build, from);
  }
}

/** Two ways from one tensor to tensors of one shape, which are added or lie beside one another. */
function paths(build: Build, from: number): number {
  const { random, graph } = build;
  const a = convolve(build, from, false);
  const b = random.choose([true, false]) ? convolve(build, from, false, graph.tensors[a].shape[3]) : depthwiseSame(build, a);
  if (random.choose([true, false])) return addOp(build, 'ADD', [a, b], graph.tensors[a].shape, { activation: 0 });
  const shape = graph.tensors[a].shape.map((size, place) => (place === 3 ? size + graph.tensors[b].shape[3] : size));
  const quantization = graph.tensors[a].quantization;
  graph.tensors[b].quantization = quantization;
  const joined = addOp(build, 'CONCATENATION', [a, b], shape, { axis: 3, activation: 0 });
  graph.tensors[joined].quantization = quantization;
  return joined;
}

function convolve(build: Build, from: number, wide: boolean, channels = build.random.integer(1, 6)): number {
  const { random, graph } = build;
  const { shape } = graph.tensors[from];
  const options = wide ? slidingOptions(build) : { ...UNIT, padding: VALID };
  const size = wide ? filterSize(build, shape) : [1, 1];
  const filter = weights(build, [channels, ...size, shape[3]], 0, channels);
  return addLayer(build, 'CONV_2D', [from, filter, bias(build, channels)], { ...options, activation: random.choose([0, 1]) });
}

function depthwise(build: Build, from: number): number {
  const { random, graph } = build;
  const { shape } = graph.tensors[from];
  const filter = weights(build, [1, ...filterSize(build, shape), shape[3]], 3, shape[3]);
  return addLayer(build, 'DEPTHWISE_CONV_2D', [from, filter, bias(build, shape[3])], { ...slidingOptions(build), activation: random.choose([0, 1]) });
}

/** Keeps the shape: its borders depend on padding. */
function depthwiseSame(build: Build, from: number): number {
  const { shape } = build.graph.tensors[from];
  const filter = weights(build, [1, ...filterSize(build, shape), shape[3]], 3, shape[3]);
  return addLayer(build, 'DEPTHWISE_CONV_2D', [from, filter, bias(build, shape[3])], { ...UNIT, padding: SAME, activation: 0 });
}

function pool(build: Build, from: number): number {
  const { random, graph } = build;
  const [filterHeight, filterWidth] = filterSize(build, graph.tensors[from].shape);
  const { dilationHeight: _rows, dilationWidth: _columns, ...options } = slidingOptions(build);
  return addLayer(build, random.choose(['AVERAGE_POOL_2D', 'MAX_POOL_2D']), [from], { ...options, filterHeight, filterWidth, activation: 0 });
}

function pad(build: Build, from: number): number {
  const { random, axis, graph } = build;
  const amounts = new Array<number>(8).fill(0);
  amounts[2 * axis] = random.integer(0, 4);
  amounts[2 * axis + 1] = random.integer(0, 2);
  return addLayer(build, 'PAD', [from, constant(build, { ...integers(amounts), shape: [4, 2] })], {}, graph.tensors[from].quantization);
}

function crop(build: Build, from: number): number {
  const { random, axis, graph } = build;
  const { shape, quantization } = graph.tensors[from];
  const begin = random.integer(0, 3);
  const begins = shape.map((_, at) => (at === axis ? begin : 0));
  const ends = shape.map((size, at) => (at === axis ? size - random.integer(0, 2) : size));
  const strides = shape.map((_, at) => (at === axis ? random.choose([1, 1, 2]) : 1));
  const inputs = [from, ...[begins, ends, strides].map((values) => constant(build, integers(values)))];
  return addLayer(build, 'STRIDED_SLICE', inputs, { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 }, quantization);
}

/** There and back, so that time keeps its axis. */
function transpose(build: Build, from: number): number {
  const order = constant(build, integers([0, 2, 1, 3]));
  const { quantization } = build.graph.tensors[from];
  const turned = addLayer(build, 'TRANSPOSE', [from, order], {}, quantization);
  const doubled = addOp(build, build.dtype === 'int16' ? 'QUANTIZE' : 'RELU', [turned], build.graph.tensors[turned].shape);
  return addLayer(build, 'TRANSPOSE', [doubled, order], {}, build.graph.tensors[doubled].quantization);
}

function drawEnd(build: Build, from: number): number {
  const { random, graph, axis, dtype } = build;
  const { shape, quantization } = graph.tensors[from];
  const kind = random.choose(['mean', 'flat', 'last', 'none']);
  if (kind === 'none') return from;
  if (kind === 'mean') return addLayer(build, 'MEAN', [from, constant(build, integers([1, 2]))], { keepDims: 0 });
  if (kind === 'last') {
    const at = (first: number, behind: number): number => constant(build, integers(shape.map((size, place) => (place === axis ? first : behind * size))));
    const inputs = [from, at(shape[axis] - 1, 0), at(shape[axis], 1), constant(build, integers([1, 1, 1, 1]))];
    return addLayer(build, 'STRIDED_SLICE', inputs, { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 1 << axis }, quantization);
  }
  const depth = elementCount(shape);
  const flat = addOp(build, 'RESHAPE', [from, constant(build, integers([1, depth]))], [1, depth], {}, quantization);
  return addLayer(build, 'FULLY_CONNECTED', [flat, weights(build, [3, depth], 0, dtype === 'int16' ? 1 : 3), bias(build, 3)], { activation: 0, weightsFormat: 0, keepDims: 0 });
}

const UNIT = { strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 };

/** Strides of 2 and dilation along time, now and then. */
function slidingOptions({ random, axis }: Build): typeof UNIT & { padding: number } {
  const [stride, dilation] = random.choose([[1, 1], [1, 1], [2, 1], [1, 2]]);
  const along = axis === 1 ? { strideHeight: stride, dilationHeight: dilation } : { strideWidth: stride, dilationWidth: dilation };
  return { ...UNIT, ...along, padding: random.choose([SAME, VALID, VALID]) };
}

function filterSize({ random, axis }: Build, shape: readonly number[]): [number, number] {
  const size = [1, 2].map((place) => (place === axis ? random.integer(1, 3) : random.integer(1, Math.min(3, shape[place]))));
  return [size[0], size[1]];
}

function weights(build: Build, shape: number[], axis: number, channels: number): number {
  const { dtype, random } = build;
  const weightDtype = dtype === 'float32' ? 'float32' : 'int8';
  const scales = Array.from({ length: channels }, () => drawScale(random, -8, -6));
  return constant(build, { shape, dtype: weightDtype, values: drawValues(random, elementCount(shape), weightDtype), axis, ...(dtype === 'float32' ? {} : { scales }) });
}

function bias(build: Build, channels: number): number {
  const { dtype, random } = build;
  const values = Array.from({ length: channels }, () => (dtype === 'float32' ? Math.fround(random.uniform() - 0.5) : random.integer(-500, 500)));
  const biasDtype = dtype === 'float32' ? 'float32' : dtype === 'int16' ? 'int64' : 'int32';
  return constant(build, { shape: [channels], dtype: biasDtype, values });
}

/** Scale and zero point of an activation. */
function drawn({ dtype, random }: Build): Pick<Draft, 'dtype' | 'scales' | 'zeroPoint'> {
  if (dtype === 'float32') return { dtype };
  return { dtype, scales: [drawScale(random, -6, -4)], zeroPoint: dtype === 'int16' ? 0 : random.integer(-20, 20) };
}

/** An op whose output has the shape that it infers. */
function addLayer(build: Build, name: string, inputs: number[], options: Record<string, OptionValue>, quantization?: Graph['tensors'][number]['quantization']): number {
  const { graph } = build;
  const output = addTensor(build, { shape: [1], ...drawn(build) });
  graph.ops.push({ index: graph.ops.length, name, version: 1, inputs, outputs: [output], options });
  [graph.tensors[output].shape] = OPERATORS[name].infer(toNode(graph, graph.ops.at(-1)!));
  if (quantization) graph.tensors[output].quantization = quantization;
  return output;
}

function addOp(
  build: Build, name: string, inputs: number[], shape: readonly number[], options: Record<string, OptionValue> = {}, quantization?: Graph['tensors'][number]['quantization'],
): number {
  const output = addTensor(build, { shape: [...shape], ...drawn(build) });
  build.graph.ops.push({ index: build.graph.ops.length, name, version: 1, inputs, outputs: [output], options });
  if (quantization) build.graph.tensors[output].quantization = quantization;
  return output;
}

function constant(build: Build, draft: Draft): number {
  return addTensor(build, draft);
}

function addTensor({ graph }: Build, draft: Draft): number {
  return graph.tensors.push(toTensor(draft, graph.tensors.length)) - 1;
}
/** A model of int8 on a flat vector of `rows` rows of features: two convolutions over time, one with a stride, their mean, a layer. */
export function drawWordModel(random: Random, rows: number, features: number, classes: number): Graph {
  const graph: Graph = { tensors: [], ops: [], inputs: [], outputs: [] };
  const build: Build = { graph, random, dtype: 'int8', axis: 1 };
  const input = addTensor(build, { shape: [1, rows * features], dtype: 'int8', scales: [1 / 255], zeroPoint: -128 });
  graph.inputs.push(input);
  const image = addOp(build, 'RESHAPE', [input, constant(build, integers([1, rows, 1, features]))], [1, rows, 1, features], {}, graph.tensors[input].quantization);
  const convolution = (from: number, height: number, channels: number, strideHeight: number): number => {
    const filter = weights(build, [channels, height, 1, graph.tensors[from].shape[3]], 0, channels);
    return addLayer(build, 'CONV_2D', [from, filter, bias(build, channels)], { ...UNIT, strideHeight, padding: VALID, activation: 1 });
  };
  const columns = convolution(convolution(image, 3, 12, 1), 4, 16, 2);
  const mean = addLayer(build, 'MEAN', [columns, constant(build, integers([1, 2]))], { keepDims: 0 });
  const options = { activation: 0, weightsFormat: 0, keepDims: 0 };
  graph.outputs.push(addLayer(build, 'FULLY_CONNECTED', [mean, weights(build, [classes, 16], 0, classes), bias(build, classes)], options));
  return graph;
}
