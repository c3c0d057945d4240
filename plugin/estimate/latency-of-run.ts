import type { VariantEstimate } from './estimate';
import type { ImageRun } from './execute-image';
import { costOfLine, missedLines } from './flash-cycles';
import type { Stretch } from './read-counts';
import type { Core, Target } from './target';

const STAGES = ['dsp', 'nn', 'post', 'other'];

type WithFlash = Pick<VariantEstimate, 'withFlashMs' | 'withFlashCycles' | 'missedLines'>;
/** What the calls that were measured take. */
export type Latency = WithFlash &
  Pick<VariantEstimate, 'latencyMs' | 'meanLatencyMs' | 'cycles' | 'meanCycles' | 'instructions' | 'stages'>;

/** The dearest call and the mean of all: modelled cycles on a device, CPU time on the host. */
export function latencyOfRun(run: ImageRun, core: Core, target: Pick<Target, 'clockHz' | 'flashCache' | 'waitStates'>): Latency {
  return core.toolchain === 'host' ? timeOf(run) : cyclesOfRun(run, target.clockHz?.value, costOfLine(target));
}

function cyclesOfRun({ stretches }: ImageRun, clockHz?: number, lineCycles?: number): Latency {
  const peak = stretches.reduce((dearest, stretch) => (weight(stretch) > weight(dearest) ? stretch : dearest));
  const instructions = peak.counts.total;
  if (peak.cycles === undefined || clockHz === undefined) return { instructions, stages: [] };
  const toMs = (cycles: number) => (1000 * cycles) / clockHz;
  const meanCycles = Math.round(stretches.reduce((sum, { cycles = 0 }) => sum + cycles, 0) / stretches.length);
  const stages = STAGES.flatMap((name) => {
    const cycles = peak.stages[name]?.cycles;
    return cycles === undefined ? [] : [{ name, latencyMs: toMs(cycles), cycles }];
  });
  const withFlash = lineCycles === undefined ? {} : addFlash(peak.cycles, missedLines(peak.counts), lineCycles, toMs);
  const latency = { latencyMs: toMs(peak.cycles), meanLatencyMs: toMs(meanCycles), ...withFlash };
  return { ...latency, cycles: peak.cycles, meanCycles, instructions, stages };
}

function addFlash(cycles: number, missed: number, lineCycles: number, toMs: (cycles: number) => number): WithFlash {
  const withFlashCycles = Math.round(cycles + missed * lineCycles);
  return { withFlashMs: toMs(withFlashCycles), withFlashCycles, missedLines: missed };
}

/** CPU time of this machine: the median, because the first windows and other programs only ever add to it. */
function timeOf({ stretches }: ImageRun): Latency {
  const times = stretches.map(({ nanoseconds = 0 }) => nanoseconds / 1e6).sort((a, b) => a - b);
  const latencyMs = times[times.length >> 1];
  const counted = stretches.map(({ counts }) => counts.total ?? 0).reduce((a, b) => Math.max(a, b), 0);
  return { latencyMs, ...(counted > 0 ? { instructions: counted } : {}), stages: [{ name: 'all', latencyMs }] };
}

function weight({ cycles, counts }: Stretch): number {
  return cycles ?? counts.total;
}
