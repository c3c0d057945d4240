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
  /** Means of the magnitudes. */
  meanError: number;
  meanLeftOut: number;
}

interface Sample {
  published: number;
  zeroWait: number;
  missed: number;
}

/**
 * Fits what a missed line of flash costs to published times: the least mean magnitude of the relative error. Nothing else is fitted; the
 * cycles of instructions are those of the core's table.
 */
export function fitTarget({ core, clockHz, flashCache, waitStates }: Target, points: readonly Point[]): TargetFit {
  const samples = points.map(({ inferencesPerSecond, counts }): Sample => ({
    published: clockHz!.value / inferencesPerSecond,
    zeroWait: cyclesOf(counts, core.model!),
    missed: missedLines(counts),
  }));
  const fits = costOfLine({ flashCache, waitStates }) !== undefined;
  const fit = (some: readonly Sample[]): number => (fits ? fitCycles(some) : 0);
  const cyclesPerLine = fit(samples);
  const rows = samples.map((sample, index): FitRow => {
    const others = samples.filter((_, other) => other !== index);
    return {
      ...{ name: points[index].name, published: sample.published, zeroWait: sample.zeroWait, missedLines: sample.missed },
      modelled: sample.zeroWait + sample.missed * cyclesPerLine,
      error: errorOf(sample, cyclesPerLine),
      leftOut: errorOf(sample, fit(others)),
    };
  });
  const mean = (values: number[]) => values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
  return {
    ...(fits ? { cyclesPerLine } : {}),
    rows,
    meanError: mean(rows.map(({ error }) => error)),
    meanLeftOut: mean(rows.map(({ leftOut }) => leftOut)),
  };
}

/** Where the sum of |relative error| is least: a weighted median of what each point alone would say, to a tenth of a cycle. */
function fitCycles(samples: readonly Sample[]): number {
  const each = samples
    .filter(({ missed }) => missed > 0)
    .map(({ published, zeroWait, missed }) => ({ cycles: (published - zeroWait) / missed, weight: missed / published }))
    .sort((a, b) => a.cycles - b.cycles);
  const half = each.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let below = 0;
  const median = each.find(({ weight }) => (below += weight) >= half);
  return Math.max(0, Math.round(10 * (median?.cycles ?? 0)) / 10);
}

function errorOf({ published, zeroWait, missed }: Sample, cyclesPerLine: number): number {
  return (zeroWait + missed * cyclesPerLine) / published - 1;
}
