/**
 * The score above which a window is an anomaly: at least the quantile that leaves `margin` of the normal windows above it. Where windows
 * of anomalies are known as well, the threshold moves on to where it tells both apart best: to the middle of the widest gap among those
 * with the largest difference of detection rate and rate of false alarms (Youden's index).
 */
export function chooseThreshold(normal: ArrayLike<number>, anomalies: ArrayLike<number>, margin: number): number {
  const known = Float64Array.from(normal).sort();
  const strange = Float64Array.from(anomalies).sort();
  const least = known[Math.ceil((1 - margin) * (known.length - 1))];
  if (strange.length === 0) return least;
  const edges = Float64Array.from([...known, ...strange]).sort().filter((score) => score >= least);
  const index = (threshold: number): number => shareAbove(strange, threshold) - shareAbove(known, threshold);
  let best = { index: index(least), gap: 0, threshold: least };
  for (let at = 0; at + 1 < edges.length; at++) {
    const gap = edges[at + 1] - edges[at];
    const here = { index: index(edges[at]), gap, threshold: edges[at] + gap / 2 };
    if (here.index > best.index || (here.index === best.index && gap > best.gap)) best = here;
  }
  return best.threshold;
}

function shareAbove(sorted: Float64Array, threshold: number): number {
  let [first, end] = [0, sorted.length];
  while (first < end) {
    const middle = (first + end) >> 1;
    if (sorted[middle] > threshold) end = middle;
    else first = middle + 1;
  }
  return (sorted.length - first) / sorted.length;
}
