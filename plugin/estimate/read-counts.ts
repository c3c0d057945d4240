import { addCounts, cyclesOf, type Counts } from './counts';
import type { ElfSymbol } from './read-elf';
import type { CycleModel } from './target';

/** Counts, and cycles where the core is calibrated. */
export interface Cost {
  counts: Counts;
  cycles?: number;
}

/** One call through `emulator_measure()`. */
export interface Stretch extends Cost {
  /** By the names given to `runImage`; `other` is everything outside. Empty on the host. */
  stages: Record<string, Cost>;
  /** CPU time, on the host only: of this machine, never the same twice. */
  nanoseconds?: number;
}

export interface CountedRun extends Cost {
  stretches: Stretch[];
  /** Own cost, without callees, over all stretches; the dearest first. */
  functions: (Cost & { name: string })[];
}

/** Reads what the counting plugin wrote: see `count_instructions.cpp`. */
export function readCounts(text: string, stageNames: readonly string[], symbols: readonly ElfSymbol[], model?: CycleModel): CountedRun {
  const lines = text.trim().split('\n').map((line) => JSON.parse(line));
  const classes: string[] = lines[0].classes;
  const cost = (counts: Counts): Cost => ({ counts, ...(model ? { cycles: cyclesOf(counts, model) } : {}) });
  const named = (values: number[]): Counts => Object.fromEntries(classes.map((name, index) => [name, values[index]]));
  const stretches = lines
    .filter((line) => 'stretch' in line)
    .map((line): Stretch => {
      const stages = Object.entries<number[]>(line.stages).map(([number, values]) => [stageNames[Number(number) - 1] ?? 'other', cost(named(values))] as const);
      return { ...cost(addCounts(stages.map(([, stage]) => stage.counts))), stages: Object.fromEntries(stages) };
    });
  const functions = byFunction(lines.filter((line) => 'block' in line), symbols).map(({ name, values }) => ({ name, ...cost(addCounts(values.map(named))) }));
  const weight = (entry: Cost) => entry.cycles ?? entry.counts.total;
  functions.sort((a, b) => weight(b) - weight(a) || (a.name < b.name ? -1 : 1));
  return { ...cost(addCounts(stretches.map(({ counts }) => counts))), stretches, functions };
}

function byFunction(blocks: { block: number; counts: number[] }[], symbols: readonly ElfSymbol[]): { name: string; values: number[][] }[] {
  const functions = symbols.filter(({ kind }) => kind === 'function');
  const found = new Map<string, number[][]>();
  for (const { block, counts } of blocks) {
    const name = functions.filter(({ address }) => address <= block).pop()?.name ?? '?';
    found.set(name, [...(found.get(name) ?? []), counts]);
  }
  return [...found].map(([name, values]) => ({ name, values }));
}
