import type { ValueType } from '../../../schemas/value-types';
import type { CompiledModel } from '../compile-model';
import { cMember, cName } from './c-text';
import type { IncludedSource } from './flatten-sources';

/** Everything a whole impulse is made of: what `emitImpulse` turns into C++. */
export interface ImpulseSpec {
  name: string;
  input: {
    frequencyHz: number;
    /** Time steps. */
    windowLength: number;
    strideLength: number;
    axes: string[];
    /** As the sensor delivers values. */
    dtype: ValueType;
    /** Of an image, in pixels: a time step is a pixel then. */
    image?: { width: number; height: number };
  };
  dsp: DspSpec[];
  learn: LearnSpec[];
  postprocess?: PostprocessSpec;
  /** Every file of the runtime, the models' kernels and the blocks that the build needs; the runtime first: it keeps its file names. */
  sources: IncludedSource[];
}

/** Tables that a block computed on the host: literals on the device. Mirrors `impulse_plan`. */
export interface PlanSpec {
  shape: number[];
  ints: number[];
  floats: number[];
  scratchBytes: number;
  stateBytes: number;
  functions?: string;
  /** Time steps behind the rows of features that are new in each window of a stream. */
  hopLength?: number;
  /** Computes the rows of features that are new in each window of a stream; absent where the others are not those of the window before. */
  hop?: PlanSpec;
}

/** One use of a DSP block: its plan, and the axes that it reads. */
export interface DspSpec {
  name: string;
  /** Block id. */
  block: string;
  plan: PlanSpec;
  /** Places of the axes that it sees; default: all. */
  columns?: number[];
  /** The block has no C++: the firmware supplies the function. Of its plan only the shape counts. */
  supplied?: true;
  /** Its features have the first 256 floats of its plan as values, and it can write them quantized. */
  levels?: true;
}

/** How many values the features of a block with `levels` may have: those of a byte. */
export const LEVELS = 256;

/** One use of a learn block: a compiled model, or a plan that C++ scores with. */
export type LearnSpec = {
  name: string;
  block: string;
  /** Names of the DSP blocks whose features it reads, in this order. */
  input: string[];
  /** `classes`: one score per label; `value`: one number per output (regression); `anomaly`: one distance. */
  result: 'classes' | 'value' | 'anomaly';
  /** Names of its outputs. */
  labels: string[];
} & ({ model: CompiledModel } | { plan: PlanSpec });

/** The post-processing block with its plan. */
export interface PostprocessSpec {
  block: string;
  plan: PlanSpec;
  /** The classifier whose scores it smooths. */
  learn: string;
}

/** What begins the names of a block's C functions: its id, unless its parameters chose others. */
export function blockFunctions({ block, plan }: { block: string; plan: PlanSpec }): string {
  return plan.functions ?? cName(block);
}

/** Values of one feature vector of a DSP block. */
export function featureCount({ shape }: PlanSpec): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** C symbol of a block's plan. */
export function planSymbol(impulse: string, kind: 'dsp' | 'learn', name: string): string {
  return `${cName(impulse)}_${kind}_${cName(name)}_plan`;
}

/** Member of the result struct that holds what a learn block says. */
export function resultMember(learn: string): string {
  return cMember(learn, ['decision']);
}
