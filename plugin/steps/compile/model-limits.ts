import type { CompileOptions } from '../../compiler/compile-model';
import type { Target } from '../../estimate/target';

/** What a target leaves to the models of an impulse. */
export type ModelLimits = NonNullable<CompileOptions['limits']>;

/** What kernels are chosen for, and what the whole impulse may take at most. */
export interface KernelGoal extends Pick<CompileOptions, 'optimize' | 'limits'> {}

/** Code of DSP, post-processing and runtime, and their stack, in impulses like the examples; `budget` judges by the linked image. */
const USUAL = { codeBytes: 12_000, stackBytes: 1_000 };

/** The budget's limits, else those of the part. */
export function findLimits({ ramBytes, flashBytes }: Pick<Target, 'ramBytes' | 'flashBytes'>, budget: ModelLimits = {}): ModelLimits {
  return { ramBytes: budget.ramBytes ?? ramBytes?.value, flashBytes: budget.flashBytes ?? flashBytes?.value };
}

/**
 * What one model may take: the impulse's limits less what it needs beside that model.
 *
 * @param otherBytes constants of DSP blocks, plans and other models: flash holds all of them, while arenas take turns
 */
export function limitModel({ ramBytes, flashBytes }: ModelLimits, otherBytes: number): ModelLimits {
  return {
    ...(ramBytes === undefined ? {} : { ramBytes: Math.max(0, ramBytes - USUAL.stackBytes) }),
    ...(flashBytes === undefined ? {} : { flashBytes: Math.max(0, flashBytes - USUAL.codeBytes - otherBytes) }),
  };
}
