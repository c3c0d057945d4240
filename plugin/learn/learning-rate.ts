/**
 * The learning rate at a step: a linear warm-up over the first twentieth, then a smooth fall to a hundredth. The fall is the cubic
 * 1 - 3t^2 + 2t^3, which is within 0.01 of half a cosine and needs no cosine.
 *
 * @param step 0-based, of `steps` in the whole training
 */
export function learningRateAt(step: number, steps: number, peak: number): number {
  const warmUp = Math.max(1, Math.floor(steps / 20));
  if (step < warmUp) return (peak * (step + 1)) / warmUp;
  const t = (step - warmUp) / Math.max(1, steps - warmUp);
  return peak * (0.01 + 0.99 * (1 - t * t * (3 - 2 * t)));
}
