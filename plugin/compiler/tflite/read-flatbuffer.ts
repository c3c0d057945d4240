import { ImpulseError } from '../../errors';
import { densify } from './densify';
import { FlatbufferRangeError, openFlatbuffer, type Table } from './flatbuffer';
import { OPERATOR_NAMES } from './operator-names';

/** Bytes of a value by the codes of schema enum `TensorType`, of 1 where nothing is said. */
const ELEMENT_BYTES: Record<number, number> = { 0: 4, 1: 2, 2: 4, 4: 8, 7: 2 };

/** A .tflite file as its schema lays it out, before anything is understood. */
export interface TfliteModel extends TfliteSubgraph {
  operatorCodes: { name: string; version: number }[];
  /** The subgraph of that number; 0 is what the model itself is made of. */
  subgraph(index: number): TfliteSubgraph | undefined;
}

/** Operators on tensors of their own. */
export interface TfliteSubgraph {
  tensors: TfliteTensor[];
  operators: TfliteOperator[];
  inputs: number[];
  outputs: number[];
}

/** A tensor as the file has it. */
export interface TfliteTensor {
  name: string;
  shape: number[];
  /** The shape with -1 for sizes that are left open; empty where it says no more than `shape`. */
  shapeSignature: number[];
  /** Code of schema enum `TensorType`. */
  type: number;
  data: Uint8Array;
  isVariable: boolean;
  /** Of a variable: what it holds before the first run, where that is more than zeros. */
  initial?: Uint8Array;
  scales: number[];
  zeroPoints: number[];
  quantizedDimension: number;
}

/** An operator as the file has it; tensors by their index, -1 for none. */
export interface TfliteOperator {
  /** Its place in the subgraph. */
  index: number;
  /** The same as errors say it, where it has been moved out of its subgraph. */
  where?: string;
  opcode: number;
  inputs: number[];
  outputs: number[];
  options: Table | undefined;
  /** Options of a custom operator, in a form of its own. */
  customOptions: Uint8Array;
}

/** Reads the main subgraph. A file that is cut short, damaged or no .tflite is refused with one error. */
export function readFlatbuffer(file: Uint8Array): TfliteModel {
  if (new TextDecoder('latin1').decode(file.subarray(4, 8)) !== 'TFL3') {
    throw new ImpulseError('IMP_MODEL_INVALID', { problem: 'it does not carry the mark "TFL3" at byte 4' });
  }
  return refuseDamage(() => readModel(openFlatbuffer(file)));
}

/** Turns an offset that leads outside the file into the error that users see. */
export function refuseDamage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FlatbufferRangeError)) throw error;
    throw new ImpulseError('IMP_MODEL_INVALID', { problem: `it is cut short or damaged: ${error.message}` });
  }
}

function readModel(model: Table): TfliteModel {
  // others belong to operators that run them, most of which are refused by name
  const [graph, ...others] = model.tables(2);
  if (!graph) throw new ImpulseError('IMP_MODEL_INVALID', { problem: 'it has no subgraph' });
  const buffers = model.tables(4);
  return {
    operatorCodes: model.tables(1).map(readOperatorCode),
    ...readSubgraph(graph, buffers),
    subgraph: (index) => {
      const other = others[index - 1] as Table | undefined;
      return other && refuseDamage(() => readSubgraph(other, buffers));
    },
  };
}

function readSubgraph(graph: Table, buffers: Table[]): TfliteSubgraph {
  return {
    tensors: graph.tables(0).map((tensor) => readTensor(tensor, buffers)),
    inputs: graph.int32s(1),
    outputs: graph.int32s(2),
    operators: graph.tables(3).map((operator, index) => ({
      index,
      opcode: operator.uint32(0, 0),
      inputs: operator.int32s(1),
      outputs: operator.int32s(2),
      options: operator.table(4),
      customOptions: operator.bytes(5),
    })),
  };
}

function readOperatorCode(code: Table): { name: string; version: number } {
  const builtin = Math.max(code.int8(0, 0), code.int32(3, 0));
  const name = OPERATOR_NAMES[builtin] ?? `operator code ${builtin}`;
  return { name: name === 'CUSTOM' ? `CUSTOM ${code.text(1)}` : name, version: code.int32(2, 1) };
}

function readTensor(tensor: Table, buffers: Table[]): TfliteTensor {
  const buffer = tensor.uint32(2, 0);
  if (buffer >= buffers.length) throw new FlatbufferRangeError(`tensor "${tensor.text(3)}" names buffer ${buffer} of ${buffers.length}`);
  if (tensor.uint32(10, 0) !== 0) throw new ImpulseError('IMP_MODEL_INVALID', { problem: `tensor "${tensor.text(3)}" has its values in another file` });
  const quantization = tensor.table(4);
  const sparsity = tensor.table(6);
  const data = readBuffer(buffers[buffer]);
  const shape = tensor.int32s(0);
  const type = tensor.int8(1, 0);
  return {
    name: tensor.text(3),
    shape,
    shapeSignature: tensor.int32s(7),
    type,
    data: sparsity ? densify(data, shape, ELEMENT_BYTES[type] ?? 1, sparsity) : data,
    isVariable: tensor.uint8(5, 0) !== 0,
    scales: quantization?.float32s(2) ?? [],
    zeroPoints: quantization?.int64s(3).map(Number) ?? [],
    quantizedDimension: quantization?.int32(6, 0) ?? 0,
  };
}

/** Of a file whose constants lie behind its tables, which may pass 2 GB that way, a buffer says from where on; 0 and 1 say that they do not. */
function readBuffer(buffer: Table): Uint8Array {
  const offset = buffer.uint64(1, 0);
  return offset > 1 ? buffer.bytesOfFile(offset, buffer.uint64(2, 0)) : buffer.bytes(0);
}
