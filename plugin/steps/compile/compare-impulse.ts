import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareGoals, type GoalCost } from '../../compiler/compare-goals';
import type { CompileOptions } from '../../compiler/compile-model';

/**
 * What each goal would make of the int8 models of an impulse: cycles and flash of all, the arena of the largest, because they take turns.
 *
 * @param inputs role -> artefact, of the compile step
 */
export function compareImpulse(inputs: Record<string, string>, options: Pick<CompileOptions, 'arch' | 'limits'>): GoalCost[] {
  const quantized = Object.entries(inputs).filter(([role]) => role.startsWith('quantize:'));
  const files = quantized.map(([, folder]) => join(folder, 'model.int8.tflite'));
  const models = files.filter((file) => existsSync(file)).map((file) => compareGoals(readFileSync(file), options));
  const [first = [], ...others] = models;
  return first.map((cost, at) => others.reduce((sum, costs) => addCosts(sum, costs[at]), cost));
}

function addCosts(a: GoalCost, b: GoalCost): GoalCost {
  const arenaBytes = Math.max(a.arenaBytes, b.arenaBytes);
  return { goal: a.goal, cycles: a.cycles + b.cycles, flashBytes: a.flashBytes + b.flashBytes, arenaBytes };
}
