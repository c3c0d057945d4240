import { elementCount, type Op } from '../../compiler/ir/graph';
import { broadcastIndices } from './broadcast';
import { exponential, hyperbolicTangent, logistic } from '../exponential';
import { eachTap, slidingOf } from './sliding';

/** Values of a tensor during a float run. */
export interface FloatTensor {
  shape: number[];
  values: Float32Array;
}

/** Computes an operator on one window. Inputs that are constants of other types than float32 arrive as their numbers. */
export type FloatKernel = (op: Op, inputs: FloatTensor[], outputShape: number[]) => Float32Array;

/**
 * Float kernels in plain arithmetic (+ * / and comparisons): they measure the ranges that int8 scales come from, so they have to give the same
 * bits on every machine. Sums are kept in double precision.
 */
export const FLOAT_KERNELS: Readonly<Record<string, FloatKernel>> = {
  ADD: (op, [a, b], shape) => elementwise(op, a, b, shape, (x, y) => x + y),
  SUB: (op, [a, b], shape) => elementwise(op, a, b, shape, (x, y) => x - y),
  MUL: (op, [a, b], shape) => elementwise(op, a, b, shape, (x, y) => x * y),
  MAXIMUM: (op, [a, b], shape) => elementwise(op, a, b, shape, Math.max),
  MINIMUM: (op, [a, b], shape) => elementwise(op, a, b, shape, Math.min),
  AVERAGE_POOL_2D: (op, [input], shape) => pool(op, input, shape, 'mean'),
  MAX_POOL_2D: (op, [input], shape) => pool(op, input, shape, 'max'),
  CONV_2D: convolve,
  DEPTHWISE_CONV_2D: convolveDepthwise,
  FULLY_CONNECTED: multiplyMatrix,
  SOFTMAX: softmax,
  MEAN: mean,
  REDUCE_MAX: (_, [input, axes], shape) => Float32Array.from(reduce(input, axes, shape, -Infinity, Math.max)),
  PAD: pad,
  PADV2: pad,
  STRIDED_SLICE: slice,
  TRANSPOSE: transpose,
  CONCATENATION: concatenate,
  RELU: (_, [input]) => input.values.map((value) => Math.max(0, value)),
  RELU6: (_, [input]) => input.values.map((value) => Math.min(6, Math.max(0, value))),
  LEAKY_RELU: (op, [input]) => input.values.map((value) => (value < 0 ? value * (op.options.alpha as number) : value)),
  LOGISTIC: (_, [input]) => input.values.map(logistic),
  TANH: (_, [input]) => input.values.map(hyperbolicTangent),
  RESHAPE: (_, [input]) => input.values,
  SQUEEZE: (_, [input]) => input.values,
  EXPAND_DIMS: (_, [input]) => input.values,
};

function activate(op: Op, value: number): number {
  const code = op.options.activation;
  if (code === 1) return value > 0 ? value : 0;
  if (code === 3) return Math.min(6, Math.max(0, value));
  return code === 2 ? Math.min(1, Math.max(-1, value)) : value;
}

function elementwise(op: Op, a: FloatTensor, b: FloatTensor, shape: number[], combine: (x: number, y: number) => number): Float32Array {
  const fromA = broadcastIndices(a.shape, shape);
  const fromB = broadcastIndices(b.shape, shape);
  return Float32Array.from(fromA, (at, index) => activate(op, Math.fround(combine(a.values[at], b.values[fromB[index]]))));
}

function convolve(op: Op, [input, filter, bias]: FloatTensor[], shape: number[]): Float32Array {
  const [filters, height, width, depth] = filter.shape;
  const taps = height * width;
  const perGroup = filters / (input.shape[3] / depth);
  const sums = new Float64Array(elementCount(shape));
  eachTap(slidingOf(op, input.shape, shape, [height, width]), input.shape, (out, tap, at) => {
    for (let channel = 0; channel < filters; channel++) {
      const first = at * input.shape[3] + Math.floor(channel / perGroup) * depth;
      const weights = (channel * taps + tap) * depth;
      let sum = 0;
      for (let d = 0; d < depth; d++) sum += input.values[first + d] * filter.values[weights + d];
      sums[out * filters + channel] += sum;
    }
  });
  return finish(op, sums, bias, filters);
}

function convolveDepthwise(op: Op, [input, filter, bias]: FloatTensor[], shape: number[]): Float32Array {
  const [, height, width, channels] = filter.shape;
  const multiplier = channels / input.shape[3];
  const sums = new Float64Array(elementCount(shape));
  eachTap(slidingOf(op, input.shape, shape, [height, width]), input.shape, (out, tap, at) => {
    for (let channel = 0; channel < channels; channel++) {
      sums[out * channels + channel] += input.values[at * input.shape[3] + Math.floor(channel / multiplier)] * filter.values[tap * channels + channel];
    }
  });
  return finish(op, sums, bias, channels);
}

function multiplyMatrix(op: Op, [input, weights, bias]: FloatTensor[], shape: number[]): Float32Array {
  const [outputs, depth] = weights.shape;
  const sums = new Float64Array(elementCount(shape));
  sums.forEach((_, at) => {
    const row = Math.floor(at / outputs) * depth;
    const column = (at % outputs) * depth;
    for (let d = 0; d < depth; d++) sums[at] += input.values[row + d] * weights.values[column + d];
  });
  return finish(op, sums, bias, outputs);
}

function finish(op: Op, sums: Float64Array, bias: FloatTensor | undefined, channels: number): Float32Array {
  return Float32Array.from(sums, (sum, at) => activate(op, sum + (bias ? bias.values[at % channels] : 0)));
}

function pool(op: Op, input: FloatTensor, shape: number[], kind: 'mean' | 'max'): Float32Array {
  const depth = shape[3];
  const result = new Float64Array(elementCount(shape)).fill(kind === 'max' ? -Infinity : 0);
  const counts = new Uint32Array(result.length);
  const size: [number, number] = [op.options.filterHeight as number, op.options.filterWidth as number];
  eachTap(slidingOf(op, input.shape, shape, size), input.shape, (out, _, at) => {
    for (let channel = 0; channel < depth; channel++) {
      const value = input.values[at * depth + channel];
      const to = out * depth + channel;
      counts[to]++;
      result[to] = kind === 'max' ? Math.max(result[to], value) : result[to] + value;
    }
  });
  return Float32Array.from(result, (value, at) => activate(op, kind === 'max' ? value : value / counts[at]));
}

function mean(_: Op, [input, axes]: FloatTensor[], shape: number[]): Float32Array {
  const sums = reduce(input, axes, shape, 0, (sum, value) => sum + value);
  return Float32Array.from(sums, (sum) => (sum * sums.length) / input.values.length);
}

function reduce(input: FloatTensor, axes: FloatTensor, shape: number[], start: number, combine: (sum: number, value: number) => number): Float64Array {
  const reduced = new Set(Array.from(axes.values, (axis) => (axis + input.shape.length) % input.shape.length));
  const kept = input.shape.map((size, axis) => (reduced.has(axis) ? 1 : size));
  const results = new Float64Array(elementCount(shape)).fill(start);
  broadcastIndices(kept, input.shape).forEach((to, at) => (results[to] = combine(results[to], input.values[at])));
  return results;
}

function softmax({ options }: Op, [{ shape, values }]: FloatTensor[]): Float32Array {
  const result = new Float32Array(values.length);
  const depth = shape[shape.length - 1];
  for (let row = 0; row < values.length; row += depth) {
    const scores = values.subarray(row, row + depth);
    const largest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
    const powers = Array.from(scores, (score) => exponential((score - largest) * (options.beta as number)));
    const sum = powers.reduce((total, power) => total + power, 0);
    result.set(powers.map((power) => power / sum), row);
  }
  return result;
}

/** Where each axis begins and how far its elements are apart follows from the options; how many there are, from the output. */
function slice({ options }: Op, [input, begins, , strides]: FloatTensor[], shape: number[]): Float32Array {
  const isMasked = (mask: string, axis: number): boolean => ((options[mask] as number) & (1 << axis)) !== 0;
  const axes = input.shape.map((size, axis) => {
    const [begin, stride] = [begins.values[axis] ?? 0, strides.values[axis] ?? 1];
    const [first, last] = [begin < 0 ? begin + size : begin, stride > 0 ? 0 : size - 1];
    return { from: isMasked('beginMask', axis) ? last : Math.min(size - 1, Math.max(0, first)), stride, step: elementCount(input.shape.slice(axis + 1)) };
  });
  const kept = axes.filter((_, axis) => !isMasked('shrinkAxisMask', axis));
  const start = axes.reduce((sum, { from, step }) => sum + from * step, 0);
  const result = new Float32Array(elementCount(shape));
  eachPosition(shape, (position, to) => {
    result[to] = input.values[position.reduce((at, value, axis) => at + value * kept[axis].stride * kept[axis].step, start)];
  });
  return result;
}

/** Zeros, or what PADV2 names. */
function pad(_: Op, [input, paddings, fill]: FloatTensor[], shape: number[]): Float32Array {
  const result = new Float32Array(elementCount(shape)).fill(fill?.values[0] ?? 0);
  eachPosition(input.shape, (position, at) => {
    const to = position.reduce((index, value, axis) => index * shape[axis] + value + paddings.values[axis * 2], 0);
    result[to] = input.values[at];
  });
  return result;
}

function transpose(_: Op, [input, order]: FloatTensor[], shape: number[]): Float32Array {
  const result = new Float32Array(input.values.length);
  eachPosition(input.shape, (position, at) => {
    const to = shape.reduce((index, size, axis) => index * size + position[order.values[axis]], 0);
    result[to] = input.values[at];
  });
  return result;
}

function concatenate(op: Op, inputs: FloatTensor[], shape: number[]): Float32Array {
  const axis = ((op.options.axis as number) + shape.length) % shape.length;
  const inner = elementCount(shape.slice(axis + 1));
  const outer = elementCount(shape.slice(0, axis));
  const result = new Float32Array(elementCount(shape));
  let to = 0;
  for (let row = 0; row < outer; row++) {
    for (const { shape: from, values } of inputs) {
      const run = from[axis] * inner;
      result.set(values.subarray(row * run, (row + 1) * run), to);
      to += run;
    }
  }
  return result;
}

function eachPosition(shape: number[], visit: (position: number[], at: number) => void): void {
  const position = shape.map(() => 0);
  for (let at = 0; at < elementCount(shape); at++) {
    visit(position, at);
    for (let axis = shape.length - 1; axis >= 0 && ++position[axis] === shape[axis]; axis--) position[axis] = 0;
  }
}
