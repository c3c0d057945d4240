import type { Counts } from './counts';
import type { Target } from './target';

/**
 * Cycles that a missed line of flash costs on a target; undefined where its flash is not modelled. A line waits once for each read that
 * fills it, unless a fit to published times says more exactly what it costs.
 */
export function costOfLine({ flashCache, waitStates }: Pick<Target, 'flashCache' | 'waitStates'>): number | undefined {
  if (!flashCache || !waitStates) return undefined;
  return flashCache.cyclesPerLine?.value ?? flashCache.readsPerLine * waitStates.value;
}

/** Lines of constants and instructions that had to be fetched. */
export function missedLines({ flash_data: data = 0, flash_code: code = 0 }: Counts): number {
  return data + code;
}
