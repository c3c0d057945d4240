import type { StreamPlan } from '../compiler/emit/plan-stream';
import type { StackLimits } from './stack/measure-bound';

/** `estimate.json`: what an impulse costs on one target. int8 and float32 stand side by side. */
export interface Estimate {
  version: 1;
  target: string;
  title: string;
  core: string;
  /** Absent for the host. */
  clockHz?: number;
  /** What the part has; absent for the host. */
  flashBytes?: number;
  ramBytes?: number;
  /** `emulated`: instructions counted in QEMU; `native`: run on this machine; `analytic`: nothing was run. */
  how: 'emulated' | 'native' | 'analytic';
  /** DSP blocks without C++, whose cost is in none of the figures: the firmware supplies them. Absent where there are none. */
  without?: string[];
  /** How the figures came about, in words. */
  method: { latency: string; memory: string; stack?: string; flash?: string; energy?: string; modelError?: string };
  /** Names of the figures below that were measured, and of those that a model gave. */
  measured: string[];
  modelled: string[];
  /** Hardware cycles over modelled cycles, as published times show them; absent where nothing is modelled or known. */
  error?: { low?: number; high?: number; points: number; basis: string };
  /** Versions and flags that the figures depend on. */
  tools: Record<string, string>;
  int8: VariantEstimate;
  /** Absent where a model exists as int8 only. */
  float32?: VariantEstimate;
  /** Both formats together; absent where nothing was run. */
  parity?: Parity;
}

/** Figures of an impulse in one number format. */
export interface VariantEstimate {
  flashBytes: number;
  /** Static RAM and stack. The window of raw values belongs to the caller and is not in it. */
  ramBytes: number;
  staticRamBytes?: number;
  stackBytes?: number;
  /** What the linked code can take at most, and what an interrupt adds; absent where nothing is linked for a device. */
  stack?: StackLimits;
  /** The dearest window, DSP and post-processing included, flash without wait states; absent where the core is not calibrated. */
  latencyMs?: number;
  meanLatencyMs?: number;
  /** The dearest window with the lines of flash that the part's cache misses; absent where the part's flash is not modelled. */
  withFlashMs?: number;
  withFlashCycles?: number;
  missedLines?: number;
  /** Of one inference; absent where the part's power has no source. */
  energyMicrojoules?: number;
  /** Of the dearest window; absent where the core is not calibrated. */
  cycles?: number;
  meanCycles?: number;
  instructions?: number;
  /** Windows that were run for the figures above. */
  windows: number;
  /** Of the dearest window; they sum up to it. */
  stages: { name: string; latencyMs: number; cycles?: number }[];
  /** Own cost of the dearest functions, as a share of all cycles. */
  functions?: { name: string; share: number }[];
  /** Operators of the models, named like their constants in the generated text (`conv_2d_2`): mean over the windows. */
  operators?: { name: string; cycles: number; latencyMs: number }[];
  /** By object file and library member; flash and RAM sum up to the figures above (RAM without stack). */
  parts?: { object: string; flashBytes: number; ramBytes: number }[];
  parity?: Parity;
  /** The same fed with a stream; absent where the firmware is taken to call `run_impulse` alone. */
  stream?: StreamEstimate;
}

type Memory = 'flashBytes' | 'ramBytes' | 'staticRamBytes' | 'stackBytes' | 'stack' | 'parts';
type Time = 'latencyMs' | 'meanLatencyMs' | 'withFlashMs' | 'cycles' | 'meanCycles' | 'instructions';

/** Figures of `push_samples`, once the first window is whole. */
export interface StreamEstimate extends Pick<VariantEstimate, Memory | Time> {
  /** The manifest asks for a stream, so budgets hold for it as well. */
  isAsked: boolean;
  /** What it takes of the stream: see `StreamPlan`. */
  by: StreamPlan['by'];
  /** Time steps from one window to the next: what the cycles are of. */
  hopSteps: number;
  /** Hops that were measured. */
  hops: number;
  /** What the static RAM holds: they sum up to it, and with the stack to `ramBytes`. */
  memory: { arenaBytes: number; stateBytes: number; windowBytes: number; otherBytes: number };
}

/** Features, scores and decisions of the target, compared with the host's bit by bit. */
export interface Parity {
  windows: number;
  equal: boolean;
  /** Index of the first window that differs, and what of it. */
  first?: { window: number; what: string };
}
