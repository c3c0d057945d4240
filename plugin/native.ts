import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RawValues, ValueType } from '../schemas/value-types';
import { ImpulseError } from './errors';
import { digestFile } from './files/digest-file';
import { buildAddon } from './native/build-addon';
import { buildSharedObject } from './native/build-shared-object';
import { includeClosure, includeFolders, isTranslationUnit } from './native/include-closure';
import { assetRoot } from './paths';

/** A block's plan as `configure()` made it: JSON in `plan.json`, literals in the generated C++. Mirrors `impulse_plan` of sdk-cpp. */
export interface BlockPlan {
  shape: number[];
  ints: number[];
  /** float32 values, exactly. */
  floats: number[];
  scratchBytes: number;
  stateBytes: number;
  /** What begins the names of the block's C functions for these parameters, where that is not its id. */
  functions?: string;
  /** Time steps behind the rows of features that are new in each window of a stream, where the others are those of the window before. */
  hopLength?: number;
  /** The plan that computes those rows alone. */
  hop?: BlockPlan;
}

/** What the input block delivers: mirrors `impulse_input`. */
export interface BlockInput {
  frequencyHz: number;
  /** Time steps in a window. */
  length: number;
  axes: number;
  /** Time steps from one window to the next in continuous mode; 0 = windows are independent. */
  stride: number;
  /** Of an image, in pixels. */
  width?: number;
  height?: number;
}

/** Windows of one recording. */
export interface RecordingWindows {
  /** Interleaved `[length][axes]`. */
  values: RawValues;
  axes: number;
  /** Time steps of a window. */
  windowLength: number;
  /** `[start, length]` pairs in time steps; a length shorter than the window is padded with zeros behind it. */
  windows: Int32Array;
  /** Places of the axes that the block sees; default: all. */
  columns?: Int32Array;
  /** Of a whole impulse: features `[windows, supplied]` of its DSP blocks without C++, in their order. */
  supplied?: Float32Array;
}

/** A C++ block, compiled and loaded. */
export interface Block {
  /** SHA-256 of its machine code and of what calls it: equal ones compute equal features. */
  readonly digest: string;
  /** @throws ImpulseError IMP_BLOCK_REFUSED with the block's own message */
  configure(params: Record<string, unknown>, input: BlockInput): BlockPlan;
  /**
   * Features `[windows, features]` of many windows by one call that runs off the JavaScript thread.
   * @throws ImpulseError IMP_WINDOW_REFUSED (NaN, Inf, overflow)
   */
  extract(plan: BlockPlan, recording: RecordingWindows): Promise<Float32Array>;
}

/** The host build of a whole impulse. Runs on one impulse wait for one another: it has static memory, as on the device. */
export interface Impulse {
  readonly info: { windowLength: number; axes: number; dtype: ValueType; features: number; scores: number };
  /**
   * Init, then every window from raw values.
   * @throws ImpulseError IMP_WINDOW_REFUSED
   */
  run(recording: RecordingWindows): Promise<ImpulseRows & { features: Float32Array }>;
  /** Init, then a stream `[length][axes]` in pieces of `piece` time steps: one row for each piece that completed a window. */
  push(values: RawValues, piece: number): Promise<ImpulseRows & { ends: Int32Array }>;
}

/** Row by window: the scores of all learn blocks, and what post-processing made of them (label index, or -1). */
export interface ImpulseRows {
  scores: Float32Array;
  decisions: Int32Array;
  decisionScores: Float32Array;
}

/** What the addon of `sdk-cpp/node` exports. */
interface Addon {
  instructionSets(): string[];
  open(path: string): object;
  configure(object: object, symbol: string, params: Record<string, unknown>, input: BlockInput): NativePlan;
  extract(object: object, symbol: string, plan: NativePlan, recording: RecordingWindows): Promise<Extracted>;
  describe(object: object): Impulse['info'];
  run(object: object, recording: RecordingWindows): Promise<ImpulseRows & Extracted>;
  push(object: object, values: RawValues, piece: number): Promise<ImpulseRows & { ends: Int32Array } & Refusal>;
}

type NativePlan = Omit<BlockPlan, 'ints' | 'floats'> & { ints: Int32Array; floats: Float32Array };
type Extracted = { features: Float32Array; window: number } & Refusal;
/** A status of status.h and its text. */
type Refusal = { status: number; problem: string };

/** No contraction, no fast math: with these and any instruction sets beside them the host computes what the device computes. */
const HOST_FLAGS = ['-std=c++11', '-O3', '-ffp-contract=off', '-fno-exceptions', '-fno-rtti'];

let addon: Promise<Addon> | undefined;

/**
 * Compiles the C++ block in `folder` (anywhere: ours or the user's own) into the cache and loads it. `block.json` names the block's own
 * files: `sources` for both sides and, where the block has them, `hostSources` with `configure()`, which no device compiles. What
 * `sdk-cpp/dsp/arch` has for this processor takes the place of the portable files, and gives the same bits.
 * @throws ImpulseError IMP_BLOCK_NO_SOURCES, IMP_COMPILER_MISSING, IMP_COMPILE_FAILED, IMP_SOURCE_MISSING, IMP_INCLUDE_MISSING
 */
export async function loadBlock(folder: string): Promise<Block> {
  const { id, sources, hostSources } = readBlockSources(folder);
  if (sources.length === 0) throw new ImpulseError('IMP_BLOCK_NO_SOURCES', { block: id });
  const native = await loadAddon();
  const files = includeClosure([...sources, ...hostSources], includeFolders(), wideArch(native));
  const path = await buildSharedObject({ name: id, files, includeFolders: includeFolders(), flags: hostFlags(native) });
  const object = native.open(path);
  const symbol = id.replace(/-/g, '_');
  return {
    digest: [path, await buildAddon()].map(digestFile).join(' '),
    configure(params, input) {
      try {
        const plan = native.configure(object, `${symbol}_configure`, params, input);
        return { ...plan, ints: [...plan.ints], floats: [...plan.floats] };
      } catch (error) {
        throw new ImpulseError('IMP_BLOCK_REFUSED', { block: id, problem: (error as Error).message });
      }
    },
    async extract(plan, recording) {
      const packed = { ...plan, ints: Int32Array.from(plan.ints), floats: Float32Array.from(plan.floats) };
      const { features, window, status, problem } = await native.extract(object, `${plan.functions ?? symbol}_extract`, packed, recording);
      if (window < 0) return features;
      throw new ImpulseError('IMP_WINDOW_REFUSED', { block: id, start: recording.windows[2 * window], status, problem });
    },
  };
}

/** The instruction set whose kernels run fastest on this machine; where it lacks a part of it, the portable ones take their place. */
export function hostArch(): 'x86-64' | 'portable' {
  return process.arch === 'x64' ? 'x86-64' : 'portable';
}

/**
 * Builds the impulse in `folder` (generated, flat) for this machine, with the instruction sets that it has, and loads it.
 * @param host folder of its `host.cpp`
 * @throws ImpulseError IMP_COMPILER_MISSING, IMP_COMPILE_FAILED
 */
export async function loadImpulse(folder: string, host: string): Promise<Impulse> {
  const sources = [...sourcesIn(folder), ...sourcesIn(host)];
  const node = join(assetRoot, 'sdk-cpp', 'node');
  const search = [folder, node, ...includeFolders()];
  const files = includeClosure(sources, search);
  const native = await loadAddon();
  const path = await buildSharedObject({ name: 'impulse', files, includeFolders: search, flags: hostFlags(native) });
  const object = native.open(path);
  return {
    info: native.describe(object),
    async run(recording) {
      const result = await native.run(object, recording);
      if (result.window < 0) return result;
      throw new ImpulseError('IMP_WINDOW_REFUSED', { block: 'impulse', start: recording.windows[2 * result.window], ...refusal(result) });
    },
    async push(values, piece) {
      const result = await native.push(object, values, piece);
      if (result.status === 0) return result;
      throw new ImpulseError('IMP_WINDOW_REFUSED', { block: 'impulse', start: result.ends.at(-1) ?? 0, ...refusal(result) });
    },
  };
}

/** The instruction sets that this machine has are flags, and so part of the cache key: no result differs by a bit. */
function hostFlags(native: Addon): string[] {
  return [...HOST_FLAGS, ...native.instructionSets().map((name) => `-m${name}`)];
}

/** The folder of `sdk-cpp/dsp/arch` whose files this processor runs. */
function wideArch(native: Addon): 'x86-64' | undefined {
  return native.instructionSets().includes('avx2') ? 'x86-64' : undefined;
}

function refusal({ status, problem }: Refusal): Refusal {
  return { status, problem };
}

function sourcesIn(folder: string): string[] {
  const names = readdirSync(folder).filter(isTranslationUnit).sort();
  return names.map((name) => join(folder, name));
}

/** A block's id, absolute paths of its own C++ files, and whether it can write its features quantized. */
export function readBlockSources(folder: string): { id: string; sources: string[]; hostSources: string[]; levels: boolean } {
  const file = join(folder, 'block.json');
  // An unchanged custom block of Edge Impulse has another file there, and no C++.
  const json = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { id: basename(folder) };
  const absolute = (names: string[] = []) => names.map((name) => join(folder, name));
  return { id: json.id, sources: absolute(json.sources), hostSources: absolute(json.hostSources), levels: json.levels === true };
}

function loadAddon(): Promise<Addon> {
  addon ??= buildAddon().then((path) => {
    const module = { exports: {} as Addon };
    process.dlopen(module, path);
    return module.exports;
  });
  return addon;
}
