import { writeRawModel, type RawOperator, type RawTensor } from './raw-model';

/** What a streaming layer keeps: `kept` slices of `depth` values, to which each run adds one. */
export interface Stream {
  dtype: 'float32' | 'int8';
  kept: number;
  depth: number;
  /** Bytes that CALL_ONCE assigns before the first run. */
  initial: Uint8Array;
  /** Whether the ring is assigned before what was read of it is used: then it has to be a copy. */
  assignsFirst: boolean;
}

const int32s = (...values: number[]): Uint8Array => new Uint8Array(Int32Array.from(values).buffer);

/** A model as streaming converters write it: a ring in a resource variable, joined with the input, and cut by its oldest slice. */
export function writeStream({ dtype, kept, depth, initial, assignsFirst }: Stream): Uint8Array {
  const handle = { 0: { text: '' }, 1: { text: 'ring' } };
  const activation = (slices: number): RawTensor => ({ type: dtype, shape: [1, slices, depth], ...(dtype === 'int8' ? { scale: 0.5, zeroPoint: -3 } : {}) });
  const main: RawTensor[] = [
    activation(1),
    { type: 'resource', shape: [] },
    activation(kept),
    activation(kept + 1),
    { type: 'int32', shape: [3], data: int32s(0, 1, 0) },
    { type: 'int32', shape: [3], data: int32s(1, kept + 1, depth) },
    { type: 'int32', shape: [3], data: int32s(1, 1, 1) },
    activation(kept),
    activation(kept + 1),
    activation(kept + 1),
    { type: 'resource', shape: [] },
  ];
  const shift: RawOperator[] = [
    { name: 'STRIDED_SLICE', inputs: [3, 4, 5, 6], outputs: [7], options: {} },
    { name: 'ASSIGN_VARIABLE', inputs: [10, 7], outputs: [], options: {} },
  ];
  const use: RawOperator = { name: 'CONCATENATION', inputs: [2, 0], outputs: [8], options: { 0: { int32: 1 } } };
  const steps: RawOperator[] = [
    { name: 'CALL_ONCE', inputs: [], outputs: [], options: { 0: { int32: 1 } } },
    { name: 'VAR_HANDLE', inputs: [], outputs: [1], options: handle },
    { name: 'VAR_HANDLE', inputs: [], outputs: [10], options: handle },
    { name: 'READ_VARIABLE', inputs: [1], outputs: [2], options: {} },
    { name: 'CONCATENATION', inputs: [2, 0], outputs: [3], options: { 0: { int32: 1 } } },
    ...(assignsFirst ? [...shift, use] : [use, ...shift]),
    { name: 'RELU', inputs: [8], outputs: [9] },
  ];
  const once: RawTensor[] = [{ type: 'resource', shape: [] }, { ...activation(kept), data: initial }];
  const assign: RawOperator[] = [
    { name: 'VAR_HANDLE', inputs: [], outputs: [0], options: handle },
    { name: 'ASSIGN_VARIABLE', inputs: [0, 1], outputs: [], options: {} },
  ];
  return writeRawModel([
    { tensors: main, operators: steps, inputs: [0], outputs: [9] },
    { tensors: once, operators: assign, inputs: [], outputs: [] },
  ]);
}

