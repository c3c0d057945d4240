import { packWindows, type RawWindows } from './choose-windows';
import { compareImages } from './compare-images';
import type { VariantEstimate } from './estimate';
import type { ImageRun } from './execute-image';
import { costOfLine, missedLines } from './flash-cycles';
import { stagesOf, type ImpulseBuild, type ImpulseImages } from './impulse-images';
import { locateOperators } from './locate-operators';
import { runImage } from './run-image';
import type { Stretch } from './read-counts';
import { limitStack } from './stack/measure-bound';
import type { Target } from './target';

const STAGES = ['dsp', 'nn', 'post', 'other'];
const SHOWN_FUNCTIONS = 12;

/** Subtracts the image without the impulse, and runs the one with it on real windows. */
export async function measureImpulse(
  build: ImpulseBuild,
  { measured, base }: Pick<ImpulseImages, 'measured' | 'base'>,
  windows: RawWindows,
  target: Pick<Target, 'clockHz' | 'flashCache' | 'waitStates'>,
): Promise<VariantEstimate> {
  const clockHz = target.clockHz?.value;
  const costs = compareImages(measured, base);
  const input = packWindows(windows, windows.real);
  const regions = build.core.toolchain === 'host' ? [] : await locateOperators(measured);
  const stack = await limitStack(measured, build.core);
  const run = await runImage(measured, build.core, {
    ...{ input, stages: stagesOf(measured, build.facts), regions },
    flashCache: target.flashCache,
  });
  return {
    flashBytes: costs.flashBytes,
    ramBytes: costs.staticRamBytes + run.stackBytes,
    staticRamBytes: costs.staticRamBytes,
    stackBytes: run.stackBytes,
    ...(stack ? { stack } : {}),
    ...(build.core.toolchain === 'host' ? timeOf(run) : cyclesOfRun(run, clockHz, costOfLine(target))),
    windows: run.stretches.length,
    functions: dearestFunctions(run),
    operators: costOfOperators(run, clockHz),
    parts: costs.parts,
  };
}

type WithFlash = Pick<VariantEstimate, 'withFlashMs' | 'withFlashCycles' | 'missedLines'>;
type Latency = WithFlash & Pick<VariantEstimate, 'latencyMs' | 'meanLatencyMs' | 'cycles' | 'meanCycles' | 'instructions' | 'stages'>;

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

function dearestFunctions({ functions, cycles, counts }: ImageRun): VariantEstimate['functions'] {
  const all = cycles ?? counts.total;
  return functions.slice(0, SHOWN_FUNCTIONS).map(({ name, ...cost }) => ({ name, share: (cost.cycles ?? cost.counts.total) / all }));
}

/** Mean over the windows, in the order of the model. */
function costOfOperators({ regions, stretches }: ImageRun, clockHz?: number): VariantEstimate['operators'] {
  return Object.entries(regions).flatMap(([name, { cycles }]) => {
    if (cycles === undefined || clockHz === undefined) return [];
    const mean = cycles / stretches.length;
    return [{ name, cycles: Math.round(mean), latencyMs: (1000 * mean) / clockHz }];
  });
}

function weight({ cycles, counts }: Stretch): number {
  return cycles ?? counts.total;
}
