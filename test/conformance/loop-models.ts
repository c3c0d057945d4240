import { toBytes, type Random } from './random-drafts';
import { writeRawModel, type RawOperator, type RawSubgraph, type RawTensor } from './raw-model';

const ints = (...values: number[]): Uint8Array => toBytes(values, 'int32');
const constant = (values: number[]): RawTensor => ({ type: 'int32', shape: values.length === 1 ? [] : [values.length], data: ints(...values) });
const floats = (random: Random, ...shape: number[]): RawTensor => {
  const count = shape.reduce((product, size) => product * size, 1);
  return { type: 'float32', shape, data: toBytes(Array.from({ length: count }, () => random.uniform() * 2 - 1), 'float32') };
};
const one = (type: RawTensor['type'] = 'int32'): RawTensor => ({ type, shape: [] });
const op = (name: string, inputs: number[], outputs: number[], options?: RawOperator['options']): RawOperator => ({ name, inputs, outputs, options });

/** Runs `turns` times, or until a value that each turn doubles leaves a range: with a counter, or with it and the value. */
function condition(values: RawTensor[], turns: number, until?: { value: number; limit: number }): RawSubgraph {
  const count = values.length;
  const limit: RawTensor[] = until ? [{ type: 'float32', shape: [], data: toBytes([until.limit], 'float32') }, constant([0]), one('float32'), one('bool'), one('bool')] : [];
  const rest = until
    ? [op('REDUCE_MAX', [until.value, count + 3], [count + 4], {}), op('LESS', [count + 4, count + 2], [count + 5]), op('LOGICAL_AND', [count + 1, count + 5], [count + 6])]
    : [];
  return {
    tensors: [...values, constant([turns]), one('bool'), ...limit],
    operators: [op('LESS', [0, count], [count + 1]), ...rest],
    inputs: values.map((_, at) => at),
    outputs: [until ? count + 6 : count + 1],
  };
}

/** A model of one input, whose second operator is a loop or a choice on it and its RELU. */
function around(input: RawTensor, control: RawOperator, others: RawTensor[], outputs: number[], subgraphs: RawSubgraph[]): Uint8Array {
  return writeRawModel([{ tensors: [input, input, ...others], operators: [op('RELU', [0], [1]), control], inputs: [0], outputs }, ...subgraphs]);
}

/** A recurrent layer, step by step: what it has said so far is a list that each step writes an item of, as converters write it. */
export function writeRecurrent(random: Random, { steps, units, depth }: { steps: number; units: number; depth: number }): Uint8Array {
  const [sequence, list, state]: RawTensor[] = [{ type: 'float32', shape: [steps, depth] }, { type: 'float32', shape: [steps, units] }, { type: 'float32', shape: [1, units] }];
  const carried = [one(), list, state, sequence];
  const part: RawTensor = { type: 'float32', shape: [1, units], signature: [-1, units] };
  const body: RawSubgraph = {
    tensors: [
      ...carried, constant([1]), one(), floats(random, units, depth), floats(random, units, units), { type: 'float32', shape: [1, depth] }, // 4 - 8
      { type: 'int32', shape: [1], data: ints(1) }, state, state, state, state, // 9 - 13
      { type: 'int32', shape: [1] }, { type: 'int32', shape: [1], data: ints(-1) }, { type: 'int32', shape: [2] }, constant([0, 0]), // 14 - 17
      part, { type: 'int32', shape: [1] }, { type: 'int32', shape: [1], data: ints(0) }, { type: 'int32', shape: [2] }, // 18 - 21
      constant([-1, -1]), part, list, { type: 'int32', shape: [1] }, // 22 - 25
    ],
    operators: [
      op('ADD', [0, 4], [5], {}), op('RESHAPE', [0, 9], [14], {}), op('GATHER', [3, 14], [8], {}),
      op('FULLY_CONNECTED', [8, 6, -1], [10], {}), op('FULLY_CONNECTED', [2, 7, -1], [11], {}), op('ADD', [10, 11], [12], {}), op('TANH', [12], [13]),
      op('CONCATENATION', [14, 15], [16], {}), op('SLICE', [1, 17, 16], [18]),
      op('RESHAPE', [5, 9], [19], {}), op('CONCATENATION', [19, 20], [21], {}), op('SLICE', [1, 21, 22], [23]),
      op('CONCATENATION', [18, 13, 23], [24], {}),
    ],
    inputs: [0, 1, 2, 3],
    outputs: [5, 24, 13, 3],
  };
  const zeros = (tensor: RawTensor): RawTensor => ({ ...tensor, data: new Uint8Array(4 * tensor.shape.reduce((product, size) => product * size, 1)) });
  const others = [constant([0]), zeros(list), zeros(state), ...carried];
  return around(sequence, op('WHILE', [2, 3, 4, 1], [5, 6, 7, 8], { 0: { int32: 1 }, 1: { int32: 2 } }), others, [6, 7], [condition(carried, steps), body]);
}

/** Doubles a vector until a value is large, at most so often; two more vectors change places, or are what the other was, each turn. */
export function writeDelay(length: number, isSwap: boolean): Uint8Array {
  const value: RawTensor = { type: 'float32', shape: [length] };
  const carried = [one(), value, value];
  const body: RawSubgraph = {
    tensors: [...carried, constant([1]), one(), value],
    operators: [op('ADD', [0, 3], [4], {}), op('ADD', [1, 1], [5], {})],
    inputs: [0, 1, 2],
    outputs: isSwap ? [4, 2, 1] : [4, 5, 1],
  };
  const control = op('WHILE', [2, 1, 0], [3, 4, 5], { 0: { int32: 1 }, 1: { int32: 2 } });
  return around(value, control, [constant([0]), ...carried], [4, 5], [condition(carried, 7, { value: 1, limit: 9 }), body]);
}

/** Of one sign of a sum one function, of the other another; the second one hands the input on as it came. */
export function writeChoice(length: number): Uint8Array {
  const value: RawTensor = { type: 'float32', shape: [length] };
  const whenTrue: RawSubgraph = { tensors: [value, value, value, value], operators: [op('TANH', [0], [2]), op('ADD', [2, 1], [3], {})], inputs: [0, 1], outputs: [3, 0] };
  const otherwise: RawSubgraph = { tensors: [value, value, value], operators: [op('MUL', [0, 0], [2], {})], inputs: [0, 1], outputs: [1, 2] };
  const main: RawSubgraph = {
    tensors: [value, constant([0]), one('float32'), { type: 'float32', shape: [], data: toBytes([0], 'float32') }, one('bool'), value, value, value, one('bool'), value, value],
    operators: [
      op('SUM', [0, 1], [2], {}), op('GREATER', [2, 3], [4]), op('RELU', [0], [5]), op('IF', [4, 0, 5], [6, 7], { 0: { int32: 1 }, 1: { int32: 2 } }),
      op('LOGICAL_NOT', [4], [8]), op('IF', [8, 6, 7], [9, 10], { 0: { int32: 1 }, 1: { int32: 2 } }),
    ],
    inputs: [0],
    outputs: [9, 10, 6],
  };
  return writeRawModel([main, whenTrue, otherwise]);
}

/** A loop inside a loop: the inner one runs a number of times that the outer one has got from the input. */
export function writeNested(length: number): Uint8Array {
  const value: RawTensor = { type: 'float32', shape: [length] };
  const carried = [one(), value];
  const inner: RawSubgraph = {
    tensors: [...carried, constant([1]), one(), value],
    operators: [op('ADD', [0, 2], [3], {}), op('TANH', [1], [4])],
    inputs: [0, 1],
    outputs: [3, 4],
  };
  const outer: RawSubgraph = {
    tensors: [...carried, constant([1]), one(), constant([0]), one(), value, value],
    operators: [op('ADD', [0, 2], [3], {}), op('WHILE', [4, 1], [5, 6], { 0: { int32: 3 }, 1: { int32: 4 } }), op('ADD', [6, 1], [7], {})],
    inputs: [0, 1],
    outputs: [3, 7],
  };
  const control = op('WHILE', [2, 1], [3, 4], { 0: { int32: 1 }, 1: { int32: 2 } });
  const subgraphs = [condition(carried, 3), outer, condition(carried, 5, { value: 1, limit: 0.4 }), inner];
  return around(value, control, [constant([0]), ...carried], [4], subgraphs);
}

