import type { Dtype, Graph, Op, Tensor } from '../ir/graph';
import { OPERATORS } from '../ops';
import { type FieldValue, type TableFields, writeFlatbufferFile } from './flatbuffer-writer';
import { OPERATOR_NAMES } from './operator-names';

/** The schema's `TensorType` codes. */
const TYPE_CODES: Record<Dtype, number> = { float32: 0, float16: 1, int32: 2, uint8: 3, int64: 4, bool: 6, int16: 7, complex64: 8, int8: 9, uint64: 12, uint32: 15 };

/** Codes of the schema's union `BuiltinOptions`; an operator that is not here has no options table. */
const OPTION_CODES: Record<string, number> = {
  CONV_2D: 1, DEPTHWISE_CONV_2D: 2, AVERAGE_POOL_2D: 5, MAX_POOL_2D: 5, L2_POOL_2D: 5,
  SVDF: 6, FULLY_CONNECTED: 8, SOFTMAX: 9, CONCATENATION: 10,
  ADD: 11, L2_NORMALIZATION: 12, RESIZE_BILINEAR: 15, RESHAPE: 17, SPACE_TO_DEPTH: 19, MUL: 21, PAD: 22, GATHER: 23, TRANSPOSE: 26,
  MEAN: 27, REDUCE_MAX: 27, REDUCE_MIN: 27, SUM: 27, SUB: 28, DIV: 29, SQUEEZE: 30, STRIDED_SLICE: 32, SPLIT: 35, CAST: 37, MAXIMUM: 39,
  MINIMUM: 39, ARG_MAX: 40, TRANSPOSE_CONV: 49, POW: 56, ARG_MIN: 57, PACK: 59, UNPACK: 64, FILL: 68, UNIDIRECTIONAL_SEQUENCE_LSTM: 71,
  UNIDIRECTIONAL_SEQUENCE_RNN: 31, BIDIRECTIONAL_SEQUENCE_LSTM: 69, BIDIRECTIONAL_SEQUENCE_RNN: 70,
  RESIZE_NEAREST_NEIGHBOR: 74, LEAKY_RELU: 75, MIRROR_PAD: 77, SPLIT_V: 79, DEPTH_TO_SPACE: 94, BATCH_MATMUL: 101, CUMSUM: 102,
  GELU: 116, ONE_HOT: 61, REDUCE_ANY: 27, REDUCE_ALL: 27,
};

/** Readers map weights straight from the file: 16 bytes suit every vector unit. */
const BUFFER_ALIGNMENT = 16;
const LARGEST_OLD_CODE = 127;

/** A `.tflite` file (schema version 3, one subgraph). Equal graphs give equal bytes. */
export function writeFlatbuffer(graph: Graph, description: string): Uint8Array {
  const codes = distinctCodes(graph.ops);
  const constants = graph.tensors.filter(({ data }) => data);
  // Buffer 0 is empty by convention: tensors without constant values name it.
  const buffers: TableFields[] = [{}, ...constants.map(({ data }) => ({ 0: { bytes: data as Uint8Array, align: BUFFER_ALIGNMENT } }))];
  const subgraph: TableFields = {
    0: { tables: graph.tensors.map((tensor) => tensorTable(tensor, constants.indexOf(tensor) + 1)) },
    1: { int32s: graph.inputs },
    2: { int32s: graph.outputs },
    3: { tables: graph.ops.map((op) => operatorTable(op, graph, codes.indexOf(codeOf(op)))) },
    4: { text: 'main' },
  };
  const model: TableFields = {
    0: { uint32: 3 },
    1: { tables: codes.map(operatorCodeTable) },
    2: { tables: [subgraph] },
    3: { text: description },
    4: { tables: buffers },
  };
  return writeFlatbufferFile(model, 'TFL3');
}

function codeOf({ name, version }: Op): string {
  return `${name} ${version}`;
}

function distinctCodes(ops: readonly Op[]): string[] {
  return [...new Set(ops.map(codeOf))];
}

function operatorCodeTable(code: string): TableFields {
  const [name, version] = code.split(' ');
  const builtin = OPERATOR_NAMES.indexOf(name);
  if (builtin < 0) throw new RangeError(`${name} is no built-in operator`);
  return { 0: { int8: Math.min(builtin, LARGEST_OLD_CODE) }, 2: { int32: Number(version) }, 3: { int32: builtin } };
}

function tensorTable({ name, shape, dtype, quantization, isVariable }: Tensor, buffer: number): TableFields {
  return {
    0: { int32s: shape },
    1: { int8: TYPE_CODES[dtype] },
    2: { uint32: buffer },
    3: { text: name },
    4: quantization && {
      table: {
        2: { float32s: quantization.scales },
        3: { int64s: quantization.zeroPoints },
        6: { int32: quantization.axis },
      },
    },
    5: isVariable ? { uint8: 1 } : undefined,
  };
}

function operatorTable(op: Op, graph: Graph, opcodeIndex: number): TableFields {
  const optionCode = OPTION_CODES[op.name];
  return {
    0: { uint32: opcodeIndex },
    1: { int32s: op.inputs },
    2: { int32s: op.outputs },
    3: optionCode ? { uint8: optionCode } : undefined,
    4: optionCode ? { table: optionsTable(op, graph) } : undefined,
  };
}

function optionsTable(op: Op, graph: Graph): TableFields {
  const fields: TableFields = {};
  for (const [name, { slot, type }] of Object.entries(OPERATORS[op.name].options)) {
    const value = op.options[name];
    if (value !== undefined) fields[slot] = { [type]: value } as unknown as FieldValue;
  }
  if (op.name === 'DEPTHWISE_CONV_2D') fields[3] = { int32: depthMultiplier(op, graph) };
  return fields;
}

/** Redundant with the shapes, but interpreters read it. */
function depthMultiplier({ inputs: [input, filter] }: Op, { tensors }: Graph): number {
  return tensors[filter].shape[3] / tensors[input].shape[3];
}
