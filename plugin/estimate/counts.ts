import type { CycleModel } from './target';

/** Executed instructions by class: the rows of `sdk-cpp/emulator/instruction_class.h`. */
export type Counts = Record<string, number>;

/** Cycles of a core for counted instructions. */
export function cyclesOf(counts: Counts, model: CycleModel): number {
  return Object.entries(model.cycles).reduce((sum, [name, cycles]) => sum + cycles * (counts[name] ?? 0), 0);
}

/** The sum of several counts, class by class. */
export function addCounts(all: readonly Counts[]): Counts {
  const sum: Counts = {};
  for (const counts of all) for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
