import type { CompileOptions } from '../compile-model';

/** What kernels are chosen for: all goals, the default first. */
export const GOALS = ['balanced', 'speed', 'ram', 'flash'] as const;

/** One of `GOALS`. */
export type Goal = (typeof GOALS)[number];

/** What a model costs with one choice of kernels. */
export interface ModelCost {
  /** Of one run, by the cost model. */
  cycles: number;
  /** By the cost model: code and constants. */
  flashBytes: number;
  /** Of the memory plan, to the byte. */
  arenaBytes: number;
}

/** Numbers of which the first that differ decide: less is better. */
export type Rating = readonly number[];

/**
 * How good a choice is. Limits come first: what fits beats what does not, and where nothing fits the least excess wins (`budget` then says
 * by how much). Behind them
 *
 * - `speed`: the fewest cycles; of these the smallest arena, then flash;
 * - `ram`: the smallest arena; of these the fewest cycles, then flash;
 * - `flash`: the least flash; of these the fewest cycles, then the smallest arena;
 * - `balanced`: the smallest product `cycles^4 * arena`, so that a hundredth of the cycles counts as much as four of the arena; of equal
 *   ones the least flash.
 */
export function rateCost({ cycles, flashBytes, arenaBytes }: ModelCost, { optimize, limits = {} }: Pick<CompileOptions, 'optimize' | 'limits'>): Rating {
  const excess = Math.max(0, arenaBytes - (limits.ramBytes ?? Infinity)) + Math.max(0, flashBytes - (limits.flashBytes ?? Infinity));
  switch (optimize) {
    case 'speed': return [excess, cycles, arenaBytes, flashBytes];
    case 'flash': return [excess, flashBytes, cycles, arenaBytes];
    case 'ram': return [excess, arenaBytes, cycles, flashBytes];
    default: return [excess, square(square(cycles)) * arenaBytes, flashBytes];
  }
}

/** Powers by multiplication: the same on every version of Node. */
function square(value: number): number {
  return value * value;
}

/** Whether the first number that differs is less, by more than rounding. */
export function isBetter(a: Rating, b: Rating): boolean {
  for (let at = 0; at < a.length; at++) {
    if (Math.abs(a[at] - b[at]) > 1e-9 * Math.abs(b[at])) return a[at] < b[at];
  }
  return false;
}
