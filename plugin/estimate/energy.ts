import type { CompileFacts } from '../steps/compile/compile-facts';
import type { VariantEstimate } from './estimate';
import type { Target } from './target';

/**
 * Energy of one inference in microjoules: the part's power while it computes, and while it idles until the next window where that figure
 * has a source too. Nothing is measured: absent where the power or the latency is not known.
 */
export function energyOf(
  { activePowerMicrowatts: active, idlePowerMicrowatts: idle }: Pick<Target, 'activePowerMicrowatts' | 'idlePowerMicrowatts'>,
  { strideLength, frequencyHz }: Pick<CompileFacts, 'strideLength' | 'frequencyHz'>,
  { latencyMs, withFlashMs = latencyMs }: Pick<VariantEstimate, 'latencyMs' | 'withFlashMs'>,
): number | undefined {
  if (!active || withFlashMs === undefined) return undefined;
  const idleMs = idle ? Math.max(0, (1000 * strideLength) / frequencyHz - withFlashMs) : 0;
  return (active.value * withFlashMs + (idle?.value ?? 0) * idleMs) / 1000;
}

/** The powers and where they come from, in words; undefined where the part's power has no source. */
export function describePower({ activePowerMicrowatts: active, idlePowerMicrowatts: idle }: Target): string | undefined {
  if (!active) return undefined;
  const computing = `${active.value / 1000} mW while computing (${active.source})`;
  return `modelled: ${computing}${idle ? `, ${idle.value / 1000} mW until the next window (${idle.source})` : ', nothing for idling'}`;
}
