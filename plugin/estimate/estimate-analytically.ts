import type { Variant } from '../steps/compile/compile-facts';
import type { VariantEstimate } from './estimate';
import type { Target } from './target';

/** What the guess is made of. */
export interface AnalyticRequest {
  target: Target;
  format: 'int8' | 'float32';
  variant: Pick<Variant, 'memoryBytes' | 'constantBytes' | 'macs'>;
  /** Raw values in a window. */
  values: number;
}

/** A guess from the operator list, for machines without the emulator: nothing is built and nothing is run. */
export function estimateAnalytically({ target, format, variant, values }: AnalyticRequest): VariantEstimate {
  const analytic = target.core.model?.analytic;
  const { codeBytes = 0, stackBytes = 0 } = analytic ?? {};
  const memory = { flashBytes: variant.constantBytes + codeBytes, ramBytes: variant.memoryBytes + stackBytes };
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
