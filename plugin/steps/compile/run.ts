import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GOALS } from '../../compiler/cost/goals';
import { readTarget } from '../../estimate/read-target';
import type { Metrics, RunStep } from '../step';
import { assembleImpulse, formatsOf, type NumberFormat } from './assemble-impulse';
import { describeInterface, describeVariant, type CompileFacts, type Variant } from './compile-facts';
import { compareImpulse } from './compare-impulse';
import { findLimits, type KernelGoal } from './model-limits';
import { writeImpulse } from './write-impulse';

/**
 * Writes `int8/` and, where all models have that form, `float32/` (flat, ready to build), the same below `host/` (the
 * table of each host build) and `compile.json`.
 */
export const run: RunStep = async (context) => {
  const { params, folders, output, progress } = context;
  const target = readTarget(folders.target, folders.cores);
  const goal: KernelGoal = { optimize: params.optimize, limits: findLimits(target, params.limits) };
  const build = async (format: NumberFormat) => {
    progress(`${format} for ${target.core.arch}`);
    const spec = await assembleImpulse(context, format, target.core.arch, goal);
    const emitted = writeImpulse(spec, join(output, format), join(output, 'host', format));
    return { spec, variant: describeVariant(spec, emitted, params.input.streaming) };
  };
  const int8 = await build('int8');
  const float32 = formatsOf(context).includes('float32') ? await build('float32') : undefined;
  const costs = compareImpulse(context.inputs, { arch: target.core.arch });
  const goals = costs.length > 0 ? { goals: { chosen: goal.optimize ?? GOALS[0], costs } } : {};
  const core = { target: target.id, core: target.core.id, arch: target.core.arch };
  const facts: CompileFacts = { ...core, ...describeInterface(int8.spec), int8: int8.variant, float32: float32?.variant, ...goals };
  writeFileSync(join(output, 'compile.json'), `${JSON.stringify(facts, null, 1)}\n`);
  return { ...variantMetrics('int8', int8.variant), ...(float32 ? variantMetrics('float32', float32.variant) : {}) };
};

function variantMetrics(format: NumberFormat, { memoryBytes, constantBytes, macs }: Variant): Metrics {
  return { [`${format}MemoryBytes`]: memoryBytes, [`${format}ConstantBytes`]: constantBytes, [`${format}Macs`]: macs };
}
