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
 * - `ram`: the smallest product `arena^16 * cycles * flash`: a hundredth of the arena counts as much as sixteen of the cycles or the flash;
 * - `flash`: the smallest product `flash^16 * cycles * arena`;
 * - `balanced`: the smallest product `cycles^8 * flash^9 * arena^4`: a hundredth of the flash counts a little more than one of the cycles, and twice
 *   as much as one of the arena.
 */
export function rateCost({ cycles, flashBytes, arenaBytes }: ModelCost, { optimize, limits = {} }: Pick<CompileOptions, 'optimize' | 'limits'>): Rating {
  const excess = exceed({ flashBytes, arenaBytes }, limits);
  const product = (arena: number, flash: number, work: number): number => power(arenaBytes, arena) * power(flashBytes, flash) * power(cycles, work);
  switch (optimize) {
    case 'speed': return [excess, cycles, arenaBytes, flashBytes];
    case 'ram': return [excess, product(16, 1, 1)];
    case 'flash': return [excess, product(1, 16, 1)];
    default: return [excess, product(4, 9, 8)];
  }
}

/** By how many bytes a choice is above its limits, in all. */
export function exceed({ flashBytes, arenaBytes }: Pick<ModelCost, 'flashBytes' | 'arenaBytes'>, limits: NonNullable<CompileOptions['limits']>): number {
  return Math.max(0, arenaBytes - (limits.ramBytes ?? Infinity)) + Math.max(0, flashBytes - (limits.flashBytes ?? Infinity));
}

/** Powers by multiplication: the same on every version of Node. */
function power(value: number, times: number): number {
  return times === 0 ? 1 : value * power(value, times - 1);
}

/** Whether the first number that differs is less, by more than rounding. */
export function isBetter(a: Rating, b: Rating): boolean {
  for (let at = 0; at < a.length; at++) {
    if (Math.abs(a[at] - b[at]) > 1e-9 * Math.abs(b[at])) return a[at] < b[at];
  }
  return false;
}
