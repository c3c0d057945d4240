import { elementCount, type Dtype, type Graph, type OptionValue, type Tensor } from '../../plugin/compiler/ir/graph';

/** Uniform numbers in [0, 1) from a seed (xorshift32). */
export interface Random {
  uniform(): number;
  integer(low: number, high: number): number;
  choose<T>(items: readonly T[]): T;
}

export function seededRandom(seed: number): Random {
  let state = (seed * 2654435761 + 1) >>> 0 || 1;
  const uniform = (): number => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  const integer = (low: number, high: number) => low + Math.floor(uniform() * (high - low + 1));
  return { uniform, integer, choose: (items) => items[integer(0, items.length - 1)] };
}

/** A family of one-operator models: operator, type and how its random graph is drawn. */
export interface Family {
  name: string;
  draw(random: Random): Graph;
  /** LiteRT's reference kernel, where TensorFlow Lite Micro has none or one at fault. */
  golden?: 'LiteRT';
  /** Whether the operator only takes values from 0 on. */
  isPositive?: boolean;
  /** Of close families: results are sums, or products with them, whose error counts by the largest of a run; or errors go from turn to turn of a layer. */
  closeTo?: 'largest' | 'turns';
  /** The least and the largest of its int32 inputs; by default they are indices. */
  whole?: [number, number];
}

/** A tensor to be; float16 values are given by their bits. */
export type Draft = { shape: number[]; dtype?: Dtype; scales?: number[]; zeroPoint?: number; axis?: number; values?: ArrayLike<number>; isVariable?: boolean };

/** One operator on drafted tensors: those with values become constants, the others inputs of the model. */
export function oneOperator(name: string, version: number, inputs: (Draft | undefined)[], outputs: Draft[], options: Record<string, OptionValue> = {}): Graph {
  const given = inputs.filter((draft) => draft !== undefined);
  const tensors = [...given, ...outputs].map((draft, id): Tensor => toTensor(draft, id));
  const ids = given.map((_, id) => id);
  const outputIds = outputs.map((_, index) => given.length + index);
  return {
    tensors,
    inputs: ids.filter((id) => !tensors[id].data && !tensors[id].isVariable),
    outputs: outputIds,
    ops: [{ index: 0, name, version, inputs: inputs.map((draft) => (draft ? given.indexOf(draft) : -1)), outputs: outputIds, options }],
  };
}

export function toTensor({ shape, dtype = 'int8', scales, zeroPoint = 0, axis = 0, values, isVariable = false }: Draft, id: number): Tensor {
  return {
    id, shape, dtype, name: `t${id}`, isVariable,
    quantization: scales && { scales: scales.map(Math.fround), zeroPoints: scales.map(() => zeroPoint), axis },
    data: values && toBytes(values, dtype),
  };
}

export function toBytes(values: ArrayLike<number>, dtype: Dtype): Uint8Array {
  if (dtype === 'int64') return new Uint8Array(BigInt64Array.from(Array.from(values), BigInt).buffer);
  if (dtype === 'complex64' || dtype === 'uint32' || dtype === 'uint64') throw new TypeError(`no family has constants of ${dtype}`);
  const arrays = { int8: Int8Array, uint8: Uint8Array, bool: Uint8Array, int16: Int16Array, float16: Int16Array, int32: Int32Array, float32: Float32Array };
  return new Uint8Array(arrays[dtype].from(values).buffer);
}

export const integers = (values: number[]): Draft => ({ shape: [values.length], dtype: 'int32', values });

/** Scale and zero point of an activation; zero points sit at the edges of int8 half of the time. */
export function drawQuantized(random: Random, scale: number): Pick<Draft, 'scales' | 'zeroPoint'> {
  return { scales: [scale], zeroPoint: random.choose([-128, 127, random.integer(-128, 127), random.integer(-20, 20)]) };
}

export function drawScale(random: Random, low: number, high: number): number {
  return 2 ** (low + random.uniform() * (high - low));
}

export function drawValues(random: Random, count: number, dtype: Dtype): number[] {
  const draw = dtype === 'int8' ? () => random.integer(-127, 127) : () => Math.fround(random.uniform() * 2 - 1);
  return Array.from({ length: count }, draw);
}

/** Weights with a scale each channel (or one for all) and a bias whose scale fits. */
export function drawWeights(random: Random, shape: number[], axis: number, input: Draft, isInteger: boolean, perChannel: boolean): [Draft, Draft] {
  const channels = shape[axis];
  if (!isInteger) {
    return [
      { shape, dtype: 'float32', values: drawValues(random, elementCount(shape), 'float32') },
      { shape: [channels], dtype: 'float32', values: drawValues(random, channels, 'float32') },
    ];
  }
  const scales = Array.from({ length: perChannel ? channels : 1 }, () => drawScale(random, -9, -5));
  const bias = Array.from({ length: channels }, () => random.integer(-20000, 20000));
  return [
    { shape, scales, axis, values: drawValues(random, elementCount(shape), 'int8') },
    { shape: [channels], dtype: 'int32', scales: scales.map((scale) => Math.fround(Math.fround(input.scales![0]) * Math.fround(scale))), values: bias },
  ];
}

export function drawImage(random: Random, isInteger: boolean, depth: number, smallest: number): Draft {
  const shape = [random.choose([1, 1, 1, 2]), random.integer(smallest, smallest + 7), random.integer(smallest, smallest + 7), depth];
  return isInteger ? { shape, ...drawQuantized(random, drawScale(random, -7, -3)) } : { shape, dtype: 'float32' };
}

export function drawOutput(random: Random, isInteger: boolean, shape: number[], low: number, high: number): Draft {
  return isInteger ? { shape, ...drawQuantized(random, drawScale(random, low, high)) } : { shape, dtype: 'float32' };
}

/**
 * log2 of the least and largest scale of a layer's output: now and then so small that sums are multiplied by more than 1, or so large
 * that little is left.
 */
export function drawOutputScales(random: Random): [number, number] {
  return random.choose([[-8, -2], [-8, -2], [-8, -2], [-8, -2], [-20, -16], [8, 12]]);
}

export function slideOutput(size: number, filter: number, stride: number, dilation: number, padding: number): number {
  return padding === 0 ? Math.ceil(size / stride) : Math.ceil((size - (filter - 1) * dilation) / stride);
}
