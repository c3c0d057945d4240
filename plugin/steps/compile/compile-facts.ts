import type { ValueType } from '../../../schemas/value-types';
import { cName } from '../../compiler/emit/c-text';
import type { EmittedImpulse } from '../../compiler/emit/emit-impulse';
import { blockFunctions, featureCount, type ImpulseSpec, resultMember } from '../../compiler/emit/impulse-spec';

/** `compile.json`: what a caller of the generated code must know, and what the report shows of it. */
export interface CompileFacts extends Interface {
  target: string;
  core: string;
  arch: string;
  int8: Variant;
  /** Absent where a model exists as int8 only. */
  float32?: Variant;
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
  /** `functions`: begins the names of the block's C functions. `supplied`: the block has no C++, the firmware supplies the function. */
  dsp: { name: string; block: string; shape: number[]; functions: string; supplied?: true }[];
  /** `member`: of the C struct of results. `scores`: how many values of `Impulse.run`'s score rows are its own, in this order. */
  learn: { name: string; block: string; member: string; result: 'classes' | 'value' | 'anomaly'; labels: string[]; scores: number }[];
  postprocess: boolean;
}

/** The impulse in one number format. */
export interface Variant {
  /** The one static buffer: scratch, features and arenas. */
  memoryBytes: number;
  featuresOffset: number;
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
    })),
    learn: learn.map(({ name: use, block, result, labels }) => ({
      ...{ name: use, block, member: resultMember(use), result, labels },
      scores: result === 'anomaly' ? 1 : labels.length,
    })),
    postprocess: postprocess !== undefined,
  };
}

/** What an impulse needs in one number format. */
export function describeVariant({ dsp, learn }: ImpulseSpec, { memory }: EmittedImpulse): Variant {
  const models = learn.flatMap((one) => ('model' in one ? [{ learn: one.name, ...one.model }] : []));
  const plans = [...dsp, ...learn.flatMap((one) => ('plan' in one ? [one] : []))];
  const tableBytes = plans.reduce((sum, { plan }) => sum + 4 * (plan.ints.length + plan.floats.length), 0);
  return {
    memoryBytes: memory.bytes,
    featuresOffset: memory.featuresOffset,
    constantBytes: models.reduce((sum, model) => sum + model.constantBytes, tableBytes),
    macs: models.reduce((sum, model) => sum + model.macs, 0),
    models: models.map(({ learn: name, arenaBytes, constantBytes, macs, arena, ops }) => ({
      learn: name,
      arenaBytes,
      constantBytes,
      macs,
      arena,
      ops,
    })),
  };
}
