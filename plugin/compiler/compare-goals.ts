import { candidateLister } from './arena/candidates';
import { chooseKernels } from './arena/choose-kernels';
import { readGraph, type CompileOptions } from './compile-model';
import { isCounted } from './cost/estimate-cost';
import { GOALS, type Goal, type ModelCost } from './cost/goals';

/** What a model costs where its kernels are chosen for this goal. */
export interface GoalCost extends ModelCost {
  goal: Goal;
}

/**
 * What each goal would make of a model, by the cost model and the memory plan; nothing is written. None for an instruction set whose
 * kernels were never counted.
 *
 * @throws ImpulseError as `compileModel`
 */
export function compareGoals(file: Uint8Array, { arch, limits }: Pick<CompileOptions, 'arch' | 'limits'>): GoalCost[] {
  if (!isCounted(arch)) return [];
  const { graph } = readGraph(file);
  const list = candidateLister({ arch });
  return GOALS.map((optimize) => {
    const { cycles, flashBytes, arenaBytes } = chooseKernels(graph, { name: 'model', arch, limits, optimize }, list).cost;
    return { goal: optimize, cycles: Math.round(cycles), flashBytes: Math.round(flashBytes), arenaBytes };
  });
}
