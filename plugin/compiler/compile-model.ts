/** Options of one compilation. Everything that changes the output is here; the compiler reads no files and no clock. */
export interface CompileOptions {
  /** C identifier prefix of every public symbol: `kws` gives `kws_init`. */
  name: string;
  /** Instruction set of the kernels: a folder of `sdk-cpp/nn/arch`, or `portable`. */
  arch: 'portable' | 'armv6-m' | 'armv7e-m' | 'armv8.1-m' | 'x86-64';
  /**
   * C symbol of a buffer that the caller defines and the model uses as its arena: `extern unsigned char <symbol>[]`, aligned to 16 and
   * at least `arenaBytes` long. The impulse lends it to its DSP blocks before the model runs. Default: the model owns a static one.
   */
  arenaSymbol?: string;
  optimize?: 'balanced' | 'speed' | 'ram' | 'flash';
}

export interface TensorInfo {
  name: string;
  shape: number[];
  dtype: 'int8' | 'uint8' | 'int16' | 'int32' | 'float32' | 'bool' | 'int64';
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
  /** Files of `sdk-cpp` that the text includes, relative to `sdk-cpp/`: the caller copies them beside it. */
  sdkFiles: string[];
  inputs: TensorInfo[];
  outputs: TensorInfo[];
  arenaBytes: number;
  /** Constants in flash. */
  constantBytes: number;
  macs: number;
  /** Arena over time, for the report's picture. */
  arena: { name: string; offset: number; bytes: number; firstUse: number; lastUse: number }[];
  ops: { index: number; name: string; macs: number; outputShape: number[] }[];
}
