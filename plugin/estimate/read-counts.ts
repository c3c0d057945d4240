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

/** What the counting plugin saw of a run. */
export interface CountedRun extends Cost {
  stretches: Stretch[];
  /** Own cost, without callees, over all stretches; the dearest first. */
  functions: (Cost & { name: string })[];
  /** By the names given to `runImage`, over all stretches. */
  regions: Record<string, Cost>;
}

/** What the counts are split by. */
export interface Attribution {
  /** Stage -> functions whose calls, with everything they call, belong to it. At most 15 stages. */
  stages?: Record<string, readonly string[]>;
  /** Ranges of addresses whose cost, with everything they call, is told apart. At most 255 names. */
  regions?: readonly Region[];
}

/** Several ranges may have one name. */
export interface Region {
  name: string;
  start: number;
  /** Behind the last byte. */
  end: number;
}

/** Distinct names, in order: number 1 of the plugin is the first. */
export function regionNames({ regions = [] }: Attribution): string[] {
  return [...new Set(regions.map(({ name }) => name))];
}

/** Reads what the counting plugin wrote: see `count_instructions.cpp`. */
export function readCounts(text: string, symbols: readonly ElfSymbol[], attribution: Attribution, model?: CycleModel): CountedRun {
  const lines = text.trim().split('\n').map((line) => JSON.parse(line));
  const classes: string[] = lines[0].classes;
  const cost = (counts: Counts): Cost => ({ counts, ...(model ? { cycles: cyclesOf(counts, model) } : {}) });
  const named = (values: number[]): Counts => Object.fromEntries(classes.map((name, index) => [name, values[index]]));
  const having = (key: string) => lines.filter((line) => key in line);
  const stageNames = ['other', ...Object.keys(attribution.stages ?? {})];
  const stretches = having('stretch').map((line): Stretch => {
    const numbered = Object.entries<number[]>(line.stages);
    const stages = numbered.map(([number, values]) => [stageNames[Number(number)], cost(named(values))] as const);
    return { ...cost(addCounts(stages.map(([, stage]) => stage.counts))), stages: Object.fromEntries(stages) };
  });
  const functions = byFunction(having('block'), symbols).map(({ name, values }) => ({ name, ...cost(addCounts(values.map(named))) }));
  const names = regionNames(attribution);
  const regions = having('region').map((line) => [names[line.region - 1], cost(named(line.counts))] as const);
  return {
    ...cost(addCounts(stretches.map(({ counts }) => counts))),
    stretches,
    functions: functions.sort(byWeight),
    regions: Object.fromEntries(regions),
  };
}

function byWeight(a: Cost & { name: string }, b: Cost & { name: string }): number {
  return (b.cycles ?? b.counts.total) - (a.cycles ?? a.counts.total) || (a.name < b.name ? -1 : 1);
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
