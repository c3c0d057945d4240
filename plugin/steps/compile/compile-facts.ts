import type { ValueType } from '../../../schemas/value-types';
import type { GoalCost } from '../../compiler/compare-goals';
import type { TensorInfo } from '../../compiler/compile-model';
import type { Goal } from '../../compiler/cost/goals';
import { cName } from '../../compiler/emit/c-text';
import type { EmittedImpulse } from '../../compiler/emit/emit-impulse';
import { blockFunctions, featureCount, type ImpulseSpec, resultMember } from '../../compiler/emit/impulse-spec';
import { modelStateBytes, type StreamPlan } from '../../compiler/emit/plan-stream';
import { quantizedFeatures } from '../../compiler/emit/quantized-features';

/** `compile.json`: what a caller of the generated code must know, and what the report shows of it. */
export interface CompileFacts extends Interface {
  target: string;
  core: string;
  arch: string;
  int8: Variant;
  /** Absent where a model exists as int8 only. */
  float32?: Variant;
  /** What kernels were chosen for, and what each goal would make of the int8 models; absent where nobody counted the target's kernels. */
  goals?: { chosen: Goal; costs: GoalCost[] };
}

/** What a caller of the compiled impulse has to know; lengths in time steps. */
export interface Interface {
  name: string;
  /** Prefix of every C symbol: `<prefix>_run_impulse` in `<prefix>_impulse.h`. */
  prefix: string;
  windowLength: number;
  strideLength: number;
  frequencyHz: number;
  axes: string[];
  /** Of images, in pixels: a time step is a pixel then. */
  image?: { width: number; height: number };
  dtype: ValueType;
  features: number;
  dsp: DspFacts[];
  learn: LearnFacts[];
  postprocess: boolean;
}

/** What a caller has to know of a DSP block. */
export interface DspFacts {
  name: string;
  block: string;
  shape: number[];
  /** Begins the names of the block's C functions. */
  functions: string;
  /** The block has no C++: the firmware supplies the function. */
  supplied?: true;
  /** Places of the axes that it sees; default: all. */
  columns?: number[];
  /** What it keeps where it is fed in slices; 0 where it cannot be. */
  stateBytes: number;
}

/** What a caller has to know of a learn block. */
export interface LearnFacts {
  name: string;
  block: string;
  /** Names of the DSP blocks whose features it reads, in this order. */
  input: string[];
  /** Of the C struct of results. */
  member: string;
  result: 'classes' | 'value' | 'anomaly';
  labels: string[];
  /** How many values of `Impulse.run`'s score rows are its own, in the order of the learn blocks. */
  scores: number;
}

/** The impulse in one number format. */
export interface Variant {
  /** The one static buffer: scratch, features and arenas. */
  memoryBytes: number;
  featuresOffset: number;
  /** What models keep from one run to the next, beside that buffer; absent where they keep nothing. */
  stateBytes?: number;
  /**
   * What `push_samples` keeps instead of both; absent where the firmware is taken to call `run_impulse` alone. `isAsked`: the manifest says
   * `streaming: true`, so budgets hold for it.
   */
  stream?: StreamPlan & { isAsked: boolean };
  /** The DSP block writes the bytes that the one model takes: there are no features as floats. */
  quantizedFeatures?: true;
  /** Weights and tables of models and DSP. */
  constantBytes: number;
  macs: number;
  models: {
    learn: string;
    arenaBytes: number;
    constantBytes: number;
    macs: number;
    arena: { name: string; offset: number; bytes: number; firstUse: number; lastUse: number }[];
    ops: { index: number; name: string; macs: number; outputShape: number[] }[];
    inputs: TensorInfo[];
    outputs: TensorInfo[];
  }[];
}

/** The interface of an impulse, the same in both number formats. */
export function describeInterface({ name, input, dsp, learn, postprocess }: ImpulseSpec): Interface {
  return {
    name,
    prefix: cName(name),
    ...input,
    features: dsp.reduce((sum, { plan }) => sum + featureCount(plan), 0),
    dsp: dsp.map((use) => ({
      ...{ name: use.name, block: use.block, shape: use.plan.shape, functions: blockFunctions(use) },
      ...(use.supplied ? { supplied: use.supplied } : {}),
      ...(use.columns ? { columns: use.columns } : {}),
      stateBytes: use.supplied ? 0 : use.plan.stateBytes,
    })),
    learn: learn.map(({ name: use, block, input: read, result, labels }) => ({
      ...{ name: use, block, input: read, member: resultMember(use), result, labels },
      scores: result === 'anomaly' ? 1 : labels.length,
    })),
    postprocess: postprocess !== undefined,
  };
}

/**
 * Whether firmware is taken to feed the impulse with a stream: where the manifest says so, or says nothing and windows overlap. Pictures
 * come whole, and what the firmware computes itself it computes of windows.
 */
function isStreamed({ input, dsp }: ImpulseSpec, streaming = input.strideLength < input.windowLength): boolean {
  return streaming && !input.image && !dsp.some(({ supplied }) => supplied);
}

/** What an impulse needs in one number format. @param streaming `input.streaming` of the manifest */
export function describeVariant(spec: ImpulseSpec, { memory, stream }: EmittedImpulse, streaming?: boolean): Variant {
  const { dsp, learn } = spec;
  const stateBytes = modelStateBytes(learn);
  const models = learn.flatMap((one) => ('model' in one ? [{ learn: one.name, ...one.model }] : []));
  const plans = [...dsp, ...learn.flatMap((one) => ('plan' in one ? [one] : []))];
  const tableBytes = plans.reduce((sum, { plan }) => sum + 4 * (plan.ints.length + plan.floats.length), 0);
  return {
    memoryBytes: memory.bytes,
    featuresOffset: memory.featuresOffset,
    ...(stateBytes > 0 ? { stateBytes } : {}),
    ...(isStreamed(spec, streaming) ? { stream: { ...stream, isAsked: streaming === true } } : {}),
    ...(quantizedFeatures({ dsp, learn }) ? { quantizedFeatures: true as const } : {}),
    constantBytes: models.reduce((sum, model) => sum + model.constantBytes, tableBytes),
    macs: models.reduce((sum, model) => sum + model.macs, 0),
    models: models.map(({ learn: name, arenaBytes, constantBytes, macs, arena, ops, inputs, outputs }) => ({
      ...{ learn: name, arenaBytes, constantBytes, macs, arena, ops, inputs, outputs },
    })),
  };
}
