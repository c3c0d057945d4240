import { writeFlatbufferFile, type TableFields } from '../../plugin/compiler/tflite/flatbuffer-writer';
import { OPERATOR_NAMES } from '../../plugin/compiler/tflite/operator-names';

/** Codes of the schema. */
const TYPES = { float32: 0, int32: 2, uint8: 3, bool: 6, resource: 13, int8: 9, int16: 7, uint32: 15, uint64: 12 };
const OPTIONS: Record<string, number> = {
  FULLY_CONNECTED: 8, CONCATENATION: 10, ADD: 11, RESHAPE: 17, MUL: 21, GATHER: 23, SUM: 27, REDUCE_MAX: 27, STRIDED_SLICE: 32, IF: 92, WHILE: 93, CALL_ONCE: 103,
  VAR_HANDLE: 111, READ_VARIABLE: 112, ASSIGN_VARIABLE: 113,
};

/** A tensor as a file has it; what has no data is computed. */
export interface RawTensor {
  type: keyof typeof TYPES;
  shape: number[];
  data?: Uint8Array;
  /** The shape with -1 for sizes that change. */
  signature?: number[];
  scale?: number;
  zeroPoint?: number;
}

/** An operator as a file has it: a built-in one, or a custom one with options of its own form. */
export interface RawOperator {
  name: string;
  inputs: number[];
  outputs: number[];
  options?: TableFields;
  customOptions?: Uint8Array;
}

/** Operators on tensors of their own. */
export interface RawSubgraph {
  tensors: RawTensor[];
  operators: RawOperator[];
  inputs: number[];
  outputs: number[];
}

/** A `.tflite` file with what the compiler's own writer has no need of: handles, several subgraphs, custom operators. */
export function writeRawModel(subgraphs: RawSubgraph[]): Uint8Array {
  const names = [...new Set(subgraphs.flatMap(({ operators }) => operators.map(({ name }) => name)))];
  const buffers: TableFields[] = [{}];
  const tables = subgraphs.map((subgraph) => subgraphTable(subgraph, names, buffers));
  return writeFlatbufferFile({ 0: { uint32: 3 }, 1: { tables: names.map(codeTable) }, 2: { tables }, 4: { tables: buffers } }, 'TFL3');
}

function codeTable(name: string): TableFields {
  const builtin = OPERATOR_NAMES.indexOf(name);
  const code = builtin < 0 ? OPERATOR_NAMES.indexOf('CUSTOM') : builtin;
  return { 0: { int8: Math.min(code, 127) }, 1: builtin < 0 ? { text: name } : undefined, 2: { int32: 1 }, 3: { int32: code } };
}

function subgraphTable({ tensors, operators, inputs, outputs }: RawSubgraph, names: string[], buffers: TableFields[]): TableFields {
  return {
    0: { tables: tensors.map((tensor, id) => tensorTable(tensor, id, buffers)) },
    1: { int32s: inputs },
    2: { int32s: outputs },
    3: { tables: operators.map((operator) => operatorTable(operator, names)) },
    4: { text: `subgraph of ${operators.length}` },
  };
}

function tensorTable({ type, shape, data, signature, scale, zeroPoint = 0 }: RawTensor, id: number, buffers: TableFields[]): TableFields {
  const buffer = data ? buffers.push({ 0: { bytes: data, align: 16 } }) - 1 : 0;
  const quantization = scale === undefined ? undefined : { table: { 2: { float32s: [scale] }, 3: { int64s: [zeroPoint] }, 6: { int32: 0 } } };
  return { 0: { int32s: shape }, 1: { int8: TYPES[type] }, 2: { uint32: buffer }, 3: { text: `t${id}` }, 4: quantization, 7: signature && { int32s: signature } };
}

function operatorTable({ name, inputs, outputs, options, customOptions }: RawOperator, names: string[]): TableFields {
  return {
    0: { uint32: names.indexOf(name) },
    1: { int32s: inputs },
    2: { int32s: outputs },
    3: options ? { uint8: OPTIONS[name] } : undefined,
    4: options ? { table: options } : undefined,
    5: customOptions ? { bytes: customOptions, align: 16 } : undefined,
  };
}
