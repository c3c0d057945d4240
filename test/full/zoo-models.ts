import { compileModel, type CompileOptions } from '../../plugin/compiler/compile-model';
import { byteLength, DTYPE_BYTES, type Graph, type Op, type Tensor } from '../../plugin/compiler/ir/graph';
import { importAsIs } from '../../plugin/compiler/tflite/import-graph';
import { readFlatbuffer } from '../../plugin/compiler/tflite/read-flatbuffer';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { cutOperator, inputsOf, showEveryTensor, splitOutputs, type TensorRuns } from '../conformance/cut-operators';
import { drawInputs, seededRandom } from '../conformance/random-models';
import { runLiteRt, runTflm, type InterpreterResult, type ModelRuns } from '../conformance/run-interpreter';
import { runManyOnHost, UNOPTIMIZED } from '../conformance/run-model';

/** Inferences of each model. */
export const RUNS = 20;

/** What a model is compiled for beside `portable`, in turn. */
const BUILDS: readonly Pick<CompileOptions, 'arch' | 'optimize'>[] = [
  { arch: 'armv7e-m', optimize: 'speed' }, { arch: 'armv7e-m', optimize: 'ram' }, { arch: 'armv7e-m', optimize: 'flash' },
  { arch: 'armv8.1-m' }, { arch: 'armv6-m' }, { arch: 'x86-64' },
];

/** A few units in the last place of an operator's own result, where exp(), log() and tanh() are ours. */
const CLOSE = 8 * 2 ** -24;

/** A model of the zoo as a converter wrote it. */
export interface ZooModel {
  name: string;
  file: Uint8Array;
}

/** A model that compiles, with what the tests compare. */
interface Case extends ZooModel {
  graph: Graph;
  inputs: Uint8Array[];
  /** Every operator's output, by our C++. */
  runs: TensorRuns;
  /** The model's own outputs, one run after another, as the file itself compiles. */
  outputs: Buffer;
}

/** Runs models on the host, twice each: as they are for one instruction set, and with every inner tensor among the outputs. */
export function runZoo(models: readonly ZooModel[]): Case[] {
  if (models.length === 0) return [];
  const prepared = models.map(({ name, file }, index) => {
    const graph = importAsIs(readFlatbuffer(file));
    const random = seededRandom(index + 1);
    const inputs = Array.from({ length: RUNS }, (_, run) => drawInputs(graph, random, run));
    const shown = showEveryTensor(graph);
    const build = BUILDS[(index + name.length) % BUILDS.length];
    return { name, file, graph, inputs, shown, forms: [
      { name: `plain_${index}`, inputs, model: compileModel(file, { name: `plain_${index}`, ...build }) },
      { name: `shown_${index}`, inputs, model: compileModel(writeFlatbuffer(shown, name), { name: `shown_${index}`, arch: 'portable' }) },
    ] };
  });
  const results = runManyOnHost(prepared.flatMap(({ forms }) => forms), 'g++', UNOPTIMIZED);
  return prepared.map(({ name, file, graph, inputs, shown }, index) => {
    const runs = splitOutputs(shown, Buffer.concat(results[2 * index + 1]));
    return { name, file, graph, inputs, runs: withInputs(graph, runs, inputs), outputs: Buffer.concat(results[2 * index]) };
  });
}

/**
 * What is wrong with answers: outputs that differ between the two forms of a model, and operators that do not compute, from the inputs
 * that they had there, what TensorFlow Lite Micro computes, or LiteRT's reference kernels where the former refuses.
 */
export function findDifferences(cases: readonly Case[]): string[] {
  const own = cases.filter(({ graph, runs, outputs }) => !joinOutputs(graph, runs).equals(outputs));
  const operators = cases.flatMap(({ name, graph, runs }) => graph.ops.map((op) => describeOperator(name, graph, op, runs)));
  const wanted = runEither(operators);
  return [
    ...own.map(({ name }) => `${name}: other outputs than with every tensor shown`),
    ...operators.flatMap((operator, index) => compareOperator(operator, wanted[index])),
  ];
}

/** An operator with its inputs as a model of its own, and what we computed from them. */
interface OperatorRuns extends ModelRuns {
  title: string;
  graph: Graph;
  got: Buffer[];
}

function describeOperator(name: string, graph: Graph, op: Op, runs: TensorRuns): OperatorRuns {
  // interpreters refuse the number that the converter gives to what they compute
  const cut = cutOperator(graph, op.name === 'TILE' ? { ...op, version: 1 } : op);
  const [input] = op.inputs.filter((id) => id >= 0 && !graph.tensors[id].data);
  const title = `${name}: operator ${op.index}, ${op.name} of ${graph.tensors[input].dtype}`;
  const got = Array.from({ length: RUNS }, (_, run) => op.outputs.map((id) => runs.get(id)![run])).flat().map((bytes) => Buffer.from(bytes));
  return { title, graph: cut, file: writeFlatbuffer(cut, op.name), inputs: inputsOf(graph, op, runs), outputCount: op.outputs.length, got };
}

/** What no interpreter has on uint8 is held to the same numbers on int8. */
function runEither(models: readonly OperatorRuns[]): InterpreterResult[] {
  const results = models.length > 0 ? runTflm(models) : [];
  const retry = (run: typeof runTflm, form: (model: OperatorRuns) => ModelRuns, after = (bytes: Buffer): Buffer => bytes): void => {
    const refused = models.flatMap((model, index) => ('error' in results[index] && (form !== toSigned || isUnsigned(model.graph)) ? [index] : []));
    if (refused.length === 0) return;
    run(refused.map((index) => form(models[index]))).forEach((result, at) => {
      results[refused[at]] = 'error' in result ? result : { outputs: after(result.outputs) };
    });
  };
  retry(runLiteRt, (model) => model);
  retry(runTflm, toSigned, flipHigh);
  retry(runLiteRt, toSigned, flipHigh);
  return results;
}

/** Where all that comes and goes is uint8. */
function isUnsigned({ tensors, inputs, outputs }: Graph): boolean {
  return [...inputs, ...outputs].every((id) => tensors[id].dtype === 'uint8');
}

/** Values and zero points 128 lower, by the operator's second version, which brought int8. */
function toSigned({ graph, inputs, outputCount }: OperatorRuns): ModelRuns {
  const lower = (tensor: Tensor): Tensor => {
    if (tensor.dtype !== 'uint8') return tensor;
    const quantization = { ...tensor.quantization!, zeroPoints: tensor.quantization!.zeroPoints.map((zeroPoint) => zeroPoint - 128) };
    return { ...tensor, dtype: 'int8', quantization, data: tensor.data && flipHigh(tensor.data) };
  };
  const signed = { ...graph, tensors: graph.tensors.map(lower), ops: graph.ops.map((op) => ({ ...op, version: 2 })) };
  return { file: writeFlatbuffer(signed, 'signed'), inputs: inputs.map(flipHigh), outputCount };
}

function flipHigh(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 0x80));
}

function compareOperator({ title, graph, got }: OperatorRuns, wanted: InterpreterResult): string[] {
  if ('error' in wanted) return [`${title}: no interpreter takes it: ${wanted.error}`];
  const all = Buffer.concat(got);
  if (all.equals(wanted.outputs)) return [];
  const outputs = graph.outputs.map((id) => graph.tensors[id]);
  if (outputs.some((output) => output.dtype !== outputs[0].dtype)) return compareMixed(title, outputs, got, wanted.outputs);
  const [{ dtype, quantization }] = outputs;
  if (dtype === 'float32') {
    const apart = Math.max(...floatsOf(all).map((value, at) => distance(value, wanted.outputs.readFloatLE(4 * at))));
    return apart <= CLOSE ? [] : [`${title}: ${apart.toExponential(1)} apart`];
  }
  const step = DTYPE_BYTES[dtype];
  const read = (bytes: Buffer, at: number): number => (dtype === 'uint8' ? bytes.readUInt8(at) : bytes.readIntLE(at, step));
  // TFLite shifts a small quotient of integers by more than 31 bits; here it is 0
  const isOpen = (value: number): boolean => graph.ops[0].name === 'DIV' && value === quantization!.zeroPoints[0];
  const apart = Array.from({ length: all.length / step }, (_, at) => {
    const value = read(all, at * step);
    return isOpen(value) ? 0 : Math.abs(value - read(wanted.outputs, at * step));
  });
  if (apart.every((difference) => difference === 0)) return [];
  return [`${title}: ${apart.filter((difference) => difference > 0).length} of ${apart.length} differ, by at most ${Math.max(...apart)}`];
}

/** Outputs of several types, one after another and run by run: floats but for their last digits, all else to the bit. */
function compareMixed(title: string, outputs: readonly Tensor[], got: readonly Buffer[], wanted: Buffer): string[] {
  let at = 0;
  return got.flatMap((bytes, index) => {
    const other = wanted.subarray(at, (at += bytes.length));
    const isFloat = outputs[index % outputs.length].dtype === 'float32';
    const isSame = isFloat ? floatsOf(bytes).every((value, place) => distance(value, other.readFloatLE(4 * place)) <= CLOSE) : bytes.equals(other);
    return isSame ? [] : [`${title}: output ${index % outputs.length} of run ${Math.floor(index / outputs.length)} is another`];
  });
}

function distance(value: number, wanted: number): number {
  if (Object.is(value, wanted) || (Number.isNaN(value) && Number.isNaN(wanted))) return 0;
  return Math.abs(value - wanted) / Math.max(1, Math.abs(wanted));
}

function floatsOf(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(4 * at));
}

function joinOutputs({ outputs }: Graph, runs: TensorRuns): Buffer {
  return Buffer.concat(Array.from({ length: RUNS }, (_, run) => outputs.map((id) => runs.get(id)![run])).flat());
}

function withInputs(graph: Graph, runs: TensorRuns, inputs: readonly Uint8Array[]): TensorRuns {
  const sizes = graph.inputs.map((id) => byteLength(graph.tensors[id]));
  const begins = sizes.map((_, at) => sizes.slice(0, at).reduce((sum, size) => sum + size, 0));
  graph.inputs.forEach((id, at) => runs.set(id, inputs.map((bytes) => bytes.subarray(begins[at], begins[at] + sizes[at]))));
  return runs;
}
