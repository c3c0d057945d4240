import type { StreamPlan } from '../compiler/emit/plan-stream';
import { packWindows, type RawWindows } from './choose-windows';
import { compareImages } from './compare-images';
import type { StreamEstimate } from './estimate';
import { leadOf, type ImpulseBuild, type ImpulseImages } from './impulse-images';
import { latencyOfRun } from './latency-of-run';
import { runImage } from './run-image';
import { limitStack } from './stack/measure-bound';
import type { Target } from './target';

/**
 * Feeds the impulse with real windows one behind the other, stride by stride, and measures the hops behind the first window: as many as
 * there are windows, since a hop costs no more than a window.
 */
export async function measureStream(
  { core, facts }: Pick<ImpulseBuild, 'core' | 'facts'>,
  { image, base }: NonNullable<ImpulseImages['streamed']>,
  windows: RawWindows,
  plan: StreamPlan & Pick<StreamEstimate, 'isAsked'>,
  target: Pick<Target, 'clockHz' | 'flashCache' | 'waitStates'>,
): Promise<StreamEstimate> {
  const { flashBytes, staticRamBytes, parts } = compareImages(image, base);
  const stack = await limitStack(image, core);
  const run = await runImage(image, core, { input: packStream(windows, facts), stages: {}, regions: [], flashCache: target.flashCache });
  const { latencyMs, meanLatencyMs, withFlashMs, cycles, meanCycles, instructions } = latencyOfRun(run, core, target);
  const { isAsked, by, memoryBytes: arenaBytes, stateBytes, windowBytes } = plan;
  const otherBytes = staticRamBytes - arenaBytes - stateBytes - windowBytes;
  return {
    ...{ isAsked, by, hopSteps: facts.strideLength, hops: run.stretches.length },
    ...{ flashBytes, ramBytes: staticRamBytes + run.stackBytes, staticRamBytes, stackBytes: run.stackBytes },
    ...(stack ? { stack } : {}),
    memory: { arenaBytes, stateBytes, windowBytes, otherBytes },
    ...{ latencyMs, meanLatencyMs, withFlashMs, cycles, meanCycles, instructions },
    parts,
  };
}

/** The first window, and a stride for each hop; the windows begin anew where they do not last. */
function packStream(windows: RawWindows, facts: ImpulseBuild['facts']): Buffer {
  const once = packWindows(windows, windows.real);
  const strideBytes = (once.length / windows.real / facts.windowLength) * facts.strideLength;
  const bytes = Math.round((leadOf(facts) + windows.real) * strideBytes);
  return Buffer.concat(Array.from({ length: Math.ceil(bytes / once.length) }, () => once)).subarray(0, bytes);
}
