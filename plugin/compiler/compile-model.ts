import { createHash } from 'node:crypto';
import { ImpulseError } from '../errors';
import { chooseKernels, type KernelChoice } from './arena/choose-kernels';
import { explainChoice, type KernelReason } from './arena/explain-choice';
import type { ArenaPlan } from './arena/plan-arena';
import type { Goal, ModelCost } from './cost/goals';
import { countTableBytes } from './cost/estimate-cost';
import { emitHeader } from './emit/emit-header';
import { emitModel, type Emission, type HopFacts } from './emit/emit-model';
import { planState } from './emit/emit-state';
import { sdkFiles } from './emit/sdk-files';
import { nameTables } from './emit/share-tables';
import { byteLength, type Dtype, type Graph, type Tensor } from './ir/graph';
import { verify } from './ir/verify';
import { OPERATORS } from './ops';
import { toNode, type Lowering } from './ops/operator';
import { PASSES } from './passes';
import type { Streaming } from './streaming/find-slides';
import { slideIfBetter, slideModel } from './streaming/slide-model';
import { importGraph } from './tflite/import-graph';
import { readFlatbuffer } from './tflite/read-flatbuffer';
import { COMPILER_VERSION } from './version';

/** Options of one compilation. Everything that changes the output is here; the compiler reads no files and no clock. */
export interface CompileOptions {
  /** C identifier prefix of every public symbol: `kws` gives `kws_init`. */
  name: string;
  /** Instruction set of the kernels: a folder of `sdk-cpp/nn/arch`, or `portable`. */
  arch: 'portable' | 'armv6-m' | 'armv7-m' | 'armv7e-m' | 'armv7e-m-dual' | 'armv8.1-m' | 'x86-64';
  /**
   * C symbol of a buffer that the caller defines and the model uses as its arena: `extern unsigned char <symbol>[]`, aligned to 16 and
   * at least `arenaBytes` long. The impulse lends it to its DSP blocks before the model runs. Default: the model owns a static one.
   */
  arenaSymbol?: string;
  /** What kernels are chosen for, under `limits`: `cost/goals.ts`. Default: `balanced`. */
  optimize?: Goal;
  /** Bytes that the model may take: of RAM its arena, of flash its code and constants. Kernels that fit are taken before the goal is asked. */
  limits?: { ramBytes?: number; flashBytes?: number };
  /**
   * Kernels of `sdk-cpp/nn` that are taken wherever an operator has one of them, so that each can be measured: `conv_2d_packed_s8`, or with
   * the place of its output, `conv_2d_packed_s8 apart`, `... in place`, `... over its input`.
   */
  kernels?: readonly string[];
  /**
   * The model is fed with a stream: `<name>_slide_model.cpp` takes what is new in each window and gives what the model gives for the whole
   * one, bit for bit. Its arena is one of its own unless `arenaSymbol` names another buffer. Where it pays: only if something slides, and the
   * goal rates it above the whole model.
   */
  streaming?: Streaming & Pick<CompileOptions, 'arenaSymbol'> & { where?: 'it pays' };
}

/** A tensor as the caller of a compiled model sees it. */
export interface TensorInfo {
  name: string;
  shape: number[];
  dtype: Exclude<Dtype, 'complex64'>;
  scale?: number;
  zeroPoint?: number;
  bytes: number;
  /** Place in the arena; given for inputs and outputs. */
  arenaOffset?: number;
}

/** A compiled model: text, and the facts a report shows. */
export interface CompiledModel {
  /** Generated files (`kws_model.h`, `kws_model.cpp`) by name. */
  files: Record<string, string>;
  /** Of the .tflite file; it stands in the generated text. */
  sha256?: string;
  /**
   * Files of `sdk-cpp` that the text includes, relative to `sdk-cpp/`: the caller copies them
   * flat, by their base name, beside it (`nn/arch/armv7e-m/conv_2d_s8.h` becomes `conv_2d_s8.h`).
   */
  sdkFiles: string[];
  inputs: TensorInfo[];
  outputs: TensorInfo[];
  arenaBytes: number;
  /** No arena plan of these lifetimes can be smaller. */
  arenaLowerBoundBytes?: number;
  /** What the model keeps from one run to the next, outside the arena; `<name>_init` resets it. */
  stateBytes?: number;
  /** Constants in flash. */
  constantBytes: number;
  macs: number;
  /** Arena over time, for the report's picture. */
  arena: { name: string; offset: number; bytes: number; firstUse: number; lastUse: number }[];
  ops: { index: number; name: string; macs: number; outputShape: number[] }[];
  /** What the cost model says of the choice, the whole model. */
  estimate?: ModelCost;
  /** Why each operator got its kernel. */
  choices?: KernelReason[];
  /** What each pass took away, in the order in which they ran. */
  passes?: { name: string; savedMacs: number; savedConstantBytes: number }[];
  /** The same model, fed hop by hop: its C prefix is `<name>_slide`. Its files stand among those of the model. */
  slide?: CompiledModel & { hop: HopFacts };
}

/**
 * A .tflite file as C++11 for one instruction set. Works on bytes alone: no files, no clock.
 *
 * @throws ImpulseError IMP_MODEL_INVALID (damaged file), IMP_MODEL_OPERATOR (unknown operator), IMP_MODEL_UNSUPPORTED (form of a known one);
 * of a stream IMP_HOP_UNFIT, IMP_MODEL_STILL
 */
export function compileModel(file: Uint8Array, options: CompileOptions): CompiledModel {
  const { graph, passes } = readGraph(file);
  const origin = { sha256: createHash('sha256').update(file).digest('hex'), compiler: `nx-impulse ${COMPILER_VERSION}` };
  const choice = chooseKernels(graph, options);
  const model = { ...writeModel(choice, options, origin), passes };
  if (!options.streaming) return model;
  const { arenaSymbol, where, ...streaming } = options.streaming;
  const slideOptions = { ...options, name: `${options.name}_slide`, arenaSymbol, streaming: undefined };
  const hop = where === 'it pays' ? slideIfBetter(graph, streaming, slideOptions, choice) : slideModel(graph, streaming, slideOptions);
  if (!hop) return model;
  const { facts } = hop;
  const slide = { ...writeModel(hop.choice, slideOptions, origin, facts), hop: facts };
  return {
    ...model,
    files: { ...model.files, ...slide.files },
    sdkFiles: [...new Set([...model.sdkFiles, ...slide.sdkFiles])].sort(),
    slide,
  };
}

function writeModel(choice: KernelChoice, options: CompileOptions, origin: Pick<Emission, 'sha256' | 'compiler'>, streaming?: HopFacts): CompiledModel {
  const { graph, lowerings, plan } = choice;
  const state = planState(graph);
  const banner = writeBanner(origin, options, plan, state.bytes);
  const emission: Emission = { options, graph, lowerings, plan, offsets: findOffsets(plan), state, ...origin, banner, streaming };
  return {
    files: { [`${options.name}_model.h`]: emitHeader(emission), [`${options.name}_model.cpp`]: emitModel(emission) },
    sdkFiles: sdkFiles(lowerings.flatMap((lowering) => lowering?.kernel ?? []), options.arch),
    ...describeModel(emission),
    estimate: choice.cost,
    choices: explainChoice(choice),
    sha256: origin.sha256,
  };
}

/**
 * A .tflite file as the graph whose kernels are chosen, behind all passes.
 *
 * @throws ImpulseError as `compileModel`
 */
export function readGraph(file: Uint8Array): { graph: Graph; passes: NonNullable<CompiledModel['passes']> } {
  const imported = importGraph(readFlatbuffer(file));
  verify(imported);
  const passed = runPasses(imported);
  refuseOutputs(passed.graph);
  refuseComplex(passed.graph);
  return passed;
}

/** What the arena holds is computed by each run. */
function refuseOutputs({ outputs, tensors }: Graph): void {
  const kept = outputs.find((id) => tensors[id].isVariable);
  if (kept !== undefined) {
    throw new ImpulseError('IMP_MODEL_INVALID', { problem: `output "${tensors[kept].name}" is what the model keeps between two runs` });
  }
  const constant = outputs.find((id) => tensors[id].data);
  if (constant !== undefined) throw new ImpulseError('IMP_MODEL_INVALID', { problem: `output "${tensors[constant].name}" is a constant` });
}

/** Applications hand over numbers that C has a type for. */
function refuseComplex({ inputs, outputs, tensors }: Graph): void {
  const complex = [...inputs, ...outputs].find((id) => tensors[id].dtype === 'complex64');
  if (complex !== undefined) {
    const problem = `tensor "${tensors[complex].name}", an input or output of the model, holds complex numbers; take magnitudes, or real and imaginary parts`;
    throw new ImpulseError('IMP_MODEL_INVALID', { problem });
  }
}

function runPasses(imported: Graph): { graph: Graph; passes: NonNullable<CompiledModel['passes']> } {
  let graph = imported;
  const passes = PASSES.map(({ name, run }) => {
    const before = measureGraph(graph);
    graph = run(graph);
    const after = measureGraph(graph);
    return { name, savedMacs: before.macs - after.macs, savedConstantBytes: before.constantBytes - after.constantBytes };
  });
  return { graph, passes };
}

function measureGraph(graph: Graph): { macs: number; constantBytes: number } {
  const read = new Set(graph.ops.flatMap(({ inputs }) => inputs));
  return {
    macs: graph.ops.reduce((sum, op) => sum + OPERATORS[op.name].macs(toNode(graph, op)) * (op.repeats ?? 1), 0),
    constantBytes: graph.tensors.reduce((sum, { id, data }) => sum + (read.has(id) ? (data?.length ?? 0) : 0), 0),
  };
}

function describeModel({ graph, lowerings, plan, offsets, state }: Emission): Omit<CompiledModel, 'files' | 'sdkFiles' | 'passes' | 'sha256'> {
  const describe = (id: number): TensorInfo => describeTensorInfo(graph.tensors[id], offsets.get(id));
  const ops = graph.ops.map((op) => {
    const node = toNode(graph, op);
    return { index: op.index, name: op.name, macs: OPERATORS[op.name].macs(node) * (op.repeats ?? 1), outputShape: node.outputs.at(0)?.shape ?? [] };
  });
  return {
    inputs: graph.inputs.map(describe),
    outputs: graph.outputs.map(describe),
    arenaBytes: plan.bytes,
    arenaLowerBoundBytes: plan.lowerBoundBytes,
    stateBytes: state.bytes,
    constantBytes: countWrittenBytes(graph, lowerings),
    macs: ops.reduce((sum, { macs }) => sum + macs, 0),
    arena: plan.blocks.map(({ name, offset, bytes, firstUse, lastUse }) => ({ name, offset, bytes, firstUse, lastUse })),
    ops,
  };
}

/** Bytes of the tables in flash: what parts of one operator share stands there once. */
function countWrittenBytes(graph: Graph, lowerings: readonly (Lowering | undefined)[]): number {
  const steps = graph.ops.flatMap((op, at) => (lowerings[at] ? [{ op, lowering: lowerings[at] }] : []));
  const written = new Map([...nameTables(steps)].map(([table, name]) => [name, table]));
  return countTableBytes({ args: [...written.values()].map((table) => ({ table })) });
}

function describeTensorInfo(tensor: Tensor, arenaOffset: number | undefined): TensorInfo {
  const { scales, zeroPoints } = tensor.quantization ?? {};
  const isQuantized = scales?.length === 1 && tensor.dtype !== 'float32';
  return {
    name: tensor.name,
    shape: tensor.shape,
    dtype: tensor.dtype as TensorInfo['dtype'],
    bytes: byteLength(tensor),
    ...(isQuantized ? { scale: scales[0], zeroPoint: zeroPoints?.[0] ?? 0 } : {}),
    arenaOffset,
  };
}

function findOffsets(plan: ArenaPlan): Map<number, number> {
  return new Map(plan.blocks.flatMap(({ tensors, offset }) => tensors.map((id) => [id, offset] as const)));
}

function writeBanner({ sha256, compiler }: Pick<Emission, 'sha256' | 'compiler'>, options: CompileOptions, plan: ArenaPlan, stateBytes: number): string[] {
  const state = stateBytes > 0 ? ` State: ${stateBytes} bytes.` : '';
  return [
    `Model ${options.name}, made by ${compiler} from the .tflite file with SHA-256`,
    sha256,
    `Kernels: ${options.arch}. Arena: ${plan.bytes} bytes (lower bound ${plan.lowerBoundBytes}).${state}`,
    'This file is yours: use, change and distribute it without any condition.',
  ];
}
