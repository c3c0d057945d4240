import { writeFlatbufferFile, type TableFields } from '../../plugin/compiler/tflite/flatbuffer-writer';
import { OPERATOR_NAMES } from '../../plugin/compiler/tflite/operator-names';

/** Codes of the schema. */
const TYPES = { float32: 0, int32: 2, resource: 13, int8: 9 };
const OPTIONS: Record<string, number> = { CONCATENATION: 10, STRIDED_SLICE: 32, CALL_ONCE: 103, VAR_HANDLE: 111, READ_VARIABLE: 112, ASSIGN_VARIABLE: 113 };
const CODES = ['VAR_HANDLE', 'READ_VARIABLE', 'ASSIGN_VARIABLE', 'CALL_ONCE', 'CONCATENATION', 'STRIDED_SLICE', 'RELU'];

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

interface Tensor {
  type: keyof typeof TYPES;
  shape: number[];
  data?: Uint8Array;
}

interface Operator {
  name: string;
  inputs: number[];
  outputs: number[];
  options?: TableFields;
}

const int32s = (...values: number[]): Uint8Array => new Uint8Array(Int32Array.from(values).buffer);

/** A model as streaming converters write it: a ring in a resource variable, joined with the input, and cut by its oldest slice. */
export function writeStream({ dtype, kept, depth, initial, assignsFirst }: Stream): Uint8Array {
  const handle = { 0: { text: '' }, 1: { text: 'ring' } };
  const main: Tensor[] = [
    { type: dtype, shape: [1, 1, depth] },
    { type: 'resource', shape: [] },
    { type: dtype, shape: [1, kept, depth] },
    { type: dtype, shape: [1, kept + 1, depth] },
    { type: 'int32', shape: [3], data: int32s(0, 1, 0) },
    { type: 'int32', shape: [3], data: int32s(1, kept + 1, depth) },
    { type: 'int32', shape: [3], data: int32s(1, 1, 1) },
    { type: dtype, shape: [1, kept, depth] },
    { type: dtype, shape: [1, kept + 1, depth] },
    { type: dtype, shape: [1, kept + 1, depth] },
    { type: 'resource', shape: [] },
  ];
  const shift: Operator[] = [
    { name: 'STRIDED_SLICE', inputs: [3, 4, 5, 6], outputs: [7], options: {} },
    { name: 'ASSIGN_VARIABLE', inputs: [10, 7], outputs: [], options: {} },
  ];
  const use: Operator = { name: 'CONCATENATION', inputs: [2, 0], outputs: [8], options: { 0: { int32: 1 } } };
  const steps: Operator[] = [
    { name: 'CALL_ONCE', inputs: [], outputs: [], options: { 0: { int32: 1 } } },
    { name: 'VAR_HANDLE', inputs: [], outputs: [1], options: handle },
    { name: 'VAR_HANDLE', inputs: [], outputs: [10], options: handle },
    { name: 'READ_VARIABLE', inputs: [1], outputs: [2], options: {} },
    { name: 'CONCATENATION', inputs: [2, 0], outputs: [3], options: { 0: { int32: 1 } } },
    ...(assignsFirst ? [...shift, use] : [use, ...shift]),
    { name: 'RELU', inputs: [8], outputs: [9] },
  ];
  const once: Tensor[] = [{ type: 'resource', shape: [] }, { type: dtype, shape: [1, kept, depth], data: initial }];
  const assign: Operator[] = [
    { name: 'VAR_HANDLE', inputs: [], outputs: [0], options: handle },
    { name: 'ASSIGN_VARIABLE', inputs: [0, 1], outputs: [], options: {} },
  ];
  const buffers: TableFields[] = [{}];
  const subgraphs = [subgraphTable(main, steps, [0], [9], buffers), subgraphTable(once, assign, [], [], buffers)];
  return writeFlatbufferFile({ 0: { uint32: 3 }, 1: { tables: CODES.map(codeTable) }, 2: { tables: subgraphs }, 4: { tables: buffers } }, 'TFL3');
}

function codeTable(name: string): TableFields {
  const code = OPERATOR_NAMES.indexOf(name);
  return { 0: { int8: Math.min(code, 127) }, 2: { int32: 1 }, 3: { int32: code } };
}

function subgraphTable(tensors: Tensor[], operators: Operator[], inputs: number[], outputs: number[], buffers: TableFields[]): TableFields {
  return {
    0: { tables: tensors.map((tensor, id) => tensorTable(tensor, id, buffers)) },
    1: { int32s: inputs },
    2: { int32s: outputs },
    3: { tables: operators.map(operatorTable) },
    4: { text: `subgraph of ${operators.length}` },
  };
}

function tensorTable({ type, shape, data }: Tensor, id: number, buffers: TableFields[]): TableFields {
  const buffer = data ? buffers.push({ 0: { bytes: data, align: 16 } }) - 1 : 0;
  const quantization = type === 'int8' ? { table: { 2: { float32s: [0.5] }, 3: { int64s: [-3] }, 6: { int32: 0 } } } : undefined;
  return { 0: { int32s: shape }, 1: { int8: TYPES[type] }, 2: { uint32: buffer }, 3: { text: `t${id}` }, 4: quantization };
}

function operatorTable({ name, inputs, outputs, options }: Operator): TableFields {
  return {
    0: { uint32: CODES.indexOf(name) },
    1: { int32s: inputs },
    2: { int32s: outputs },
    3: options ? { uint8: OPTIONS[name] } : undefined,
    4: options ? { table: options } : undefined,
  };
}
