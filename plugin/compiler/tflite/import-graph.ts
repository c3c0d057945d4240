import { ImpulseError } from '../../errors';
import { byteLength, describeTensor, type Dtype, type Graph, type Op, type OptionValue, type Tensor } from '../ir/graph';
import { OPERATORS } from '../ops';
import { DETECTION } from '../ops/detection-postprocess';
import type { CustomOptionFields, OptionFields } from '../ops/operator';
import { FlatbufferRangeError, type Table } from './flatbuffer';
import { addNoiseStates } from './add-noise-states';
import { countLoops } from './count-loops';
import { decodeWeights } from './decode-weights';
import { dequantizeBoxes } from './dequantize-boxes';
import { foldListWrites } from './fold-list-writes';
import { readFlexbufferMap } from './flexbuffer';
import { inlineSubgraphs } from './inline-subgraphs';
import { narrowInt64 } from './narrow-int64';
import { OUTSIDE_OPERATORS } from './outside-operators';
import { refuseDamage, type TfliteModel, type TfliteOperator, type TfliteTensor } from './read-flatbuffer';
import { refuseInfinities } from './refuse-infinities';
import { resolveShapes } from './resolve-shapes';
import { resolveVariables } from './resolve-variables';
import { signUint8 } from './sign-uint8';
import { splitDirections } from './split-directions';

/** The schema's `TensorType` codes that the IR has. */
const DTYPES: Record<number, Dtype> = { 0: 'float32', 1: 'float16', 2: 'int32', 3: 'uint8', 4: 'int64', 6: 'bool', 7: 'int16', 8: 'complex64', 9: 'int8', 12: 'uint64', 15: 'uint32' };

/** What a 32-bit address reaches of data. */
const MOST_BYTES = 2 ** 31 - 1;

/** The model as a graph whose operators are all known and whose references are all sound. */
export function importGraph(model: TfliteModel): Graph {
  return signUint8(importAsIs(model));
}

/** The same graph before uint8 becomes int8: written again, it is the model that other interpreters know. */
export function importAsIs(file: TfliteModel): Graph {
  const model = inlineSubgraphs(resolveVariables(file));
  // before their tensors, which may be of types that no others have
  for (const operator of model.operators) refuseOutside(operator, model);
  const tensors = withoutIdle(model).map(importTensor);
  const graph: Graph = { tensors, inputs: model.inputs, outputs: model.outputs, ops: [] };
  checkReferences([...model.inputs, ...model.outputs], tensors.length, 'the model');
  graph.ops = model.operators.map((operator) => importOp(operator, model, tensors));
  const open = model.tensors.flatMap(({ shapeSignature }, id) => (shapeSignature.includes(-1) ? [id] : []));
  // how many boxes there are stands in the options, and often nowhere else
  const listed = graph.ops.flatMap(({ name, outputs }) => (name === DETECTION ? outputs : []));
  const read = decodeWeights(dequantizeBoxes(splitDirections(addNoiseStates(narrowInt64(refuseInfinities(graph))))));
  return countLoops(resolveShapes(foldListWrites(read), new Set([...open, ...listed])));
}

/** Tensors that nothing reads or writes stand for nothing: the scales of an LSTM's gates (without a size), and further handles of a variable. */
function withoutIdle({ tensors, operators, inputs, outputs }: TfliteModel): TfliteTensor[] {
  const used = new Set([...inputs, ...outputs, ...operators.flatMap((operator) => [...operator.inputs, ...operator.outputs])]);
  return tensors.map((tensor, id) => (used.has(id) ? tensor : { ...tensor, shape: [1], data: new Uint8Array(), initial: undefined }));
}

function importTensor(tensor: TfliteTensor, id: number): Tensor {
  const dtype = DTYPES[tensor.type];
  if (!dtype) throw new ImpulseError('IMP_MODEL_INVALID', { problem: `tensor "${tensor.name}" has the type code ${tensor.type}, which is not supported` });
  // the shape of a scalar
  const isEmptyList = tensor.shape.join() === '0' && ['int32', 'int64'].includes(dtype);
  if (tensor.shape.some((size) => size < 1) && !isEmptyList) {
    throw new ImpulseError('IMP_MODEL_INVALID', { problem: `tensor "${tensor.name}" has the shape [${tensor.shape.join(', ')}]; sizes must be known` });
  }
  const imported: Tensor = {
    id,
    name: tensor.name,
    shape: tensor.shape,
    dtype,
    isVariable: tensor.isVariable,
    ...(tensor.initial ? { initial: tensor.initial } : {}),
    quantization: tensor.scales.length > 0
      ? { scales: tensor.scales, zeroPoints: tensor.zeroPoints, axis: tensor.quantizedDimension }
      : undefined,
    data: tensor.data.length > 0 || isEmptyList ? tensor.data : undefined,
  };
  if (byteLength(imported) > MOST_BYTES) {
    const problem = `tensor "${tensor.name}" (${describeTensor(imported)}) is larger than the memory of any target`;
    throw new ImpulseError('IMP_MODEL_INVALID', { problem });
  }
  // LiteRT refuses it too; by its first value it would be a constant
  if (imported.isVariable && imported.data) {
    const problem = `tensor "${tensor.name}" is kept between two runs, and has a buffer of its own: what it begins with has to be assigned`;
    throw new ImpulseError('IMP_MODEL_INVALID', { problem });
  }
  const held = imported.data ?? imported.initial;
  if (held && held.length !== byteLength(imported)) {
    throw new ImpulseError('IMP_MODEL_INVALID', {
      problem: `tensor "${tensor.name}" (${describeTensor(imported)}) needs ${byteLength(imported)} bytes, its buffer has ${held.length}`,
    });
  }
  if (!tensor.scales.every(Number.isFinite)) throw new ImpulseError('IMP_MODEL_INVALID', { problem: `tensor "${tensor.name}" has a scale that is not finite` });
  const isNumber = imported.data ? (value: number) => !Number.isNaN(value) : Number.isFinite;
  // infinite constants are up to their readers
  if (held && imported.dtype === 'float32' && !new Float32Array(held.slice().buffer).every(isNumber)) {
    throw new ImpulseError('IMP_MODEL_INVALID', { problem: `tensor "${tensor.name}" holds a constant that is not finite` });
  }
  return imported;
}

function importOp(operator: TfliteOperator, model: TfliteModel, tensors: Tensor[]): Op {
  const { index, where } = operator;
  const told = where ?? index;
  const code = model.operatorCodes[operator.opcode];
  if (!code) throw new ImpulseError('IMP_MODEL_INVALID', { problem: `operator ${told} names operator code ${operator.opcode}` });
  checkReferences(operator.inputs.filter((id) => id !== -1), tensors.length, `operator ${told}`);
  checkReferences(operator.outputs, tensors.length, `operator ${told}`);
  const known = OPERATORS[code.name];
  if (!known) {
    throw new ImpulseError('IMP_MODEL_OPERATOR', {
      index: told,
      operator: code.name,
      version: code.version,
      inputs: operator.inputs.map((id) => describeTensor(tensors[id])).join(', '),
      outputs: operator.outputs.map((id) => describeTensor(tensors[id])).join(', '),
      file: `plugin/compiler/ops/${code.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.ts`,
    });
  }
  const { customOptions } = known;
  const options = refuseDamage(() =>
    (customOptions ? readCustomOptions(operator.customOptions, customOptions) : readOptions(operator.options, known.options)));
  return { index, name: code.name, version: code.version, inputs: operator.inputs, outputs: operator.outputs, options, ...(where === undefined ? {} : { where }) };
}

function refuseOutside({ index, where, opcode, inputs }: TfliteOperator, { operatorCodes, tensors }: TfliteModel): void {
  const operator = operatorCodes[opcode]?.name ?? '';
  const outside = OUTSIDE_OPERATORS[operator];
  if (!outside) return;
  const names = inputs.flatMap((id) => (tensors[id] ? [`"${tensors[id].name}"`] : [])).join(', ');
  throw new ImpulseError('IMP_MODEL_OUTSIDE', { index: where ?? index, operator, what: outside.what, way: outside.way.replace('{tensors}', names) });
}

function readOptions(table: Table | undefined, fields: OptionFields): Record<string, OptionValue> {
  const read = ({ slot, type, fallback = 0 }: OptionFields[string]): OptionValue =>
    type === 'int32s' ? (table?.int32s(slot) ?? []) : (table?.[type](slot, fallback) ?? fallback);
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, read(field)]));
}

function readCustomOptions(bytes: Uint8Array, fields: CustomOptionFields): Record<string, OptionValue> {
  const given = readFlexbufferMap(bytes);
  return Object.fromEntries(Object.entries(fields).map(([name, { key, fallback }]) => {
    const value = given.get(key) ?? fallback;
    if (value === undefined) throw new FlatbufferRangeError(`the options of a custom operator have no number "${key}"`);
    return [name, value];
  }));
}

function checkReferences(ids: number[], count: number, who: string): void {
  const bad = ids.find((id) => id < 0 || id >= count);
  if (bad !== undefined) throw new ImpulseError('IMP_MODEL_INVALID', { problem: `${who} names tensor ${bad} of ${count}` });
}
