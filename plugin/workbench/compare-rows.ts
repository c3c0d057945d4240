import type { Finding } from './checklist';

/** The largest difference of two lists of features, as a share of their range; infinite where they do not have the same length. */
function shareOfRange(first: ArrayLike<number>, second: ArrayLike<number>): number {
  if (first.length !== second.length) return Infinity;
  let [low, high, most] = [Infinity, -Infinity, 0];
  for (let at = 0; at < first.length; at++) {
    [low, high] = [Math.min(low, first[at]!), Math.max(high, first[at]!)];
    most = Math.max(most, Math.abs(first[at]! - second[at]!));
  }
  return most === 0 ? 0 : most / Math.max(high - low, Number.MIN_VALUE);
}

/** @param limit share of the range. */
export function compareRows(pairs: readonly (readonly [ArrayLike<number>, ArrayLike<number>])[], limit: number, fix: string): Finding {
  const lengths = pairs.find(([first, second]) => first.length !== second.length);
  if (lengths) return { problem: `${lengths[0].length} features against ${lengths[1].length}`, fix };
  const most = Math.max(...pairs.map(([first, second]) => shareOfRange(first, second)));
  const words = most === 0 ? 'equal' : `at most ${most.toExponential(1)} of their range apart`;
  return most <= limit ? words : { problem: words, fix };
}
