import { cyclesOf } from './counts';
import { costOfLine, missedLines } from './flash-cycles';
import type { Point } from './read-points';
import type { Target } from './target';

/** One published time beside what the models say of the same program, in cycles. */
export interface FitRow {
  name: string;
  published: number;
  /** Without wait states. */
  zeroWait: number;
  missedLines: number;
  /** With all lines that the cache of the flash misses; the same as `zeroWait` where the flash is not modelled. */
  modelled: number;
  /** Of `modelled`, as a share of `published`. */
  error: number;
  /** The same with a cost of a line that this point had no part in. */
  leftOut: number;
}

/** How far modelled cycles are from published times, and the cost of a missed line that comes closest. */
export interface TargetFit {
  /** Absent where the flash of the target is not modelled: nothing is fitted then. */
  cyclesPerLine?: number;
  rows: FitRow[];
  /** Means of the magnitudes: of equals, or weighed by cycles. */
  meanError: number;
  meanLeftOut: number;
}

/** Cycles of a program, or of a part of it, on the board, and what it executes. */
export interface FitSample extends Pick<Point, 'name' | 'counts'> {
  cycles: number;
}

/**
 * What is made least, and what the means are of: `share` takes programs as equals, by their relative errors; `cycles` weighs the layers of
 * one program by what they cost, because a short one says little.
 */
export type FitBy = 'share' | 'cycles';

interface Sample {
  published: number;
  zeroWait: number;
  missed: number;
}

/**
 * Fits what a missed line of flash costs to published times: the least mean magnitude of the relative error. Nothing else is fitted; the
 * cycles of instructions are those of the core's table.
 */
export function fitTarget(target: Target, points: readonly Point[]): TargetFit {
  const cyclesIn = (inferencesPerSecond: number): number => target.clockHz!.value / inferencesPerSecond;
  const samples = points.map(({ name, inferencesPerSecond, counts }) => ({ name, counts, cycles: cyclesIn(inferencesPerSecond) }));
  return fitCycles(target, samples, 'share');
}

/** The same for cycles that a board counted. */
export function fitCycles({ core, flashCache, waitStates }: Omit<Target, 'clockHz'>, given: readonly FitSample[], by: FitBy): TargetFit {
  const samples = given.map(({ cycles, counts }): Sample => ({
    published: cycles,
    zeroWait: cyclesOf(counts, core.model!),
    missed: missedLines(counts),
  }));
  const fits = costOfLine({ flashCache, waitStates }) !== undefined;
  const fit = (some: readonly Sample[]): number => (fits ? fitLine(some, by) : 0);
  const cyclesPerLine = fit(samples);
  const rows = samples.map((sample, index): FitRow => {
    const others = samples.filter((_, other) => other !== index);
    return {
      ...{ name: given[index].name, published: sample.published, zeroWait: sample.zeroWait, missedLines: sample.missed },
      modelled: sample.zeroWait + sample.missed * cyclesPerLine,
      error: errorOf(sample, cyclesPerLine),
      leftOut: errorOf(sample, fit(others)),
    };
  });
  const weight = ({ published }: FitRow): number => (by === 'share' ? 1 : published);
  const all = rows.reduce((sum, row) => sum + weight(row), 0);
  const mean = (of: 'error' | 'leftOut') => rows.reduce((sum, row) => sum + (weight(row) * Math.abs(row[of])) / all, 0);
  return {
    ...(fits ? { cyclesPerLine } : {}),
    rows,
    meanError: mean('error'),
    meanLeftOut: mean('leftOut'),
  };
}

/** Where the sum of magnitudes of the errors is least: a weighted median of what each sample alone would say, to a tenth of a cycle. */
function fitLine(samples: readonly Sample[], by: FitBy): number {
  const weight = ({ published, missed }: Sample): number => (by === 'share' ? missed / published : missed);
  const each = samples
    .filter(({ missed }) => missed > 0)
    .map((sample) => ({ cycles: (sample.published - sample.zeroWait) / sample.missed, weight: weight(sample) }))
    .sort((a, b) => a.cycles - b.cycles);
  const half = each.reduce((sum, one) => sum + one.weight, 0) / 2;
  let below = 0;
  const median = each.find((one) => (below += one.weight) >= half);
  return Math.max(0, Math.round(10 * (median?.cycles ?? 0)) / 10);
}

function errorOf({ published, zeroWait, missed }: Sample, cyclesPerLine: number): number {
  return (zeroWait + missed * cyclesPerLine) / published - 1;
}
