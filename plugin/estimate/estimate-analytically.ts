import type { Variant } from '../steps/compile/compile-facts';
import type { StreamPlan } from '../compiler/emit/plan-stream';
import type { StreamEstimate, VariantEstimate } from './estimate';
import type { Target } from './target';

/** What the guess is made of. */
export interface AnalyticRequest {
  target: Target;
  format: 'int8' | 'float32';
  variant: Pick<Variant, 'memoryBytes' | 'stateBytes' | 'constantBytes' | 'macs'>;
  /** Raw values in a window. */
  values: number;
}

/** A guess from the operator list, for machines without the emulator: nothing is built and nothing is run. */
export function estimateAnalytically({ target, format, variant, values }: AnalyticRequest): VariantEstimate {
  const analytic = target.core.model?.analytic;
  const { codeBytes = 0, stackBytes = 0 } = analytic ?? {};
  const memory = { flashBytes: variant.constantBytes + codeBytes, ramBytes: variant.memoryBytes + (variant.stateBytes ?? 0) + stackBytes };
  if (!analytic || !target.clockHz) return { ...memory, windows: 0, stages: [] };
  const perMac = format === 'int8' ? analytic.int8CyclesPerMac : analytic.float32CyclesPerMac;
  const stages = [
    { name: 'dsp', cycles: Math.round(values * analytic.dspCyclesPerValue) },
    { name: 'nn', cycles: Math.round(variant.macs * perMac) },
  ];
  const cycles = stages.reduce((sum, stage) => sum + stage.cycles, 0);
  const clockHz = target.clockHz.value;
  const timed = stages.map((stage) => ({ ...stage, latencyMs: (1000 * stage.cycles) / clockHz }));
  return { ...memory, latencyMs: (1000 * cycles) / clockHz, cycles, windows: 0, stages: timed };
}

/** What is known of a stream without linking anything: its static memory to the byte, beside code and stack as for a window. */
export function guessStream(
  plan: StreamPlan & Pick<StreamEstimate, 'isAsked'>, hopSteps: number, { target, variant }: Pick<AnalyticRequest, 'target' | 'variant'>,
): StreamEstimate {
  const { codeBytes = 0, stackBytes = 0 } = target.core.model?.analytic ?? {};
  const { isAsked, by, memoryBytes: arenaBytes, stateBytes, windowBytes } = plan;
  const staticRamBytes = arenaBytes + stateBytes + windowBytes;
  const bytes = { flashBytes: variant.constantBytes + codeBytes, ramBytes: staticRamBytes + stackBytes, staticRamBytes };
  return { isAsked, by, hopSteps, hops: 0, ...bytes, memory: { arenaBytes, stateBytes, windowBytes, otherBytes: 0 } };
}
