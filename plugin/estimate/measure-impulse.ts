import { packWindows, type RawWindows } from './choose-windows';
import { compareImages } from './compare-images';
import type { VariantEstimate } from './estimate';
import type { ImageRun } from './execute-image';
import { stagesOf, type ImpulseBuild, type ImpulseImages } from './impulse-images';
import { latencyOfRun } from './latency-of-run';
import { locateOperators } from './locate-operators';
import { runImage } from './run-image';
import { limitStack } from './stack/measure-bound';
import type { Target } from './target';

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
    ...latencyOfRun(run, build.core, target),
    windows: run.stretches.length,
    functions: dearestFunctions(run),
    operators: costOfOperators(run, clockHz),
    parts: costs.parts,
  };
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
