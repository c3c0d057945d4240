const LN_10_OVER_20 = 0.11512925464970229;

/** `10^(decibels / 20)` by a series: `Math.pow` gives other bits in other versions of Node. */
export function decibelsToRatio(decibels: number): number {
  // e^x = (e^(x/256))^256: the series is exact to double precision for small arguments.
  const x = (decibels * LN_10_OVER_20) / 256;
  let result = 1 + x * (1 + (x / 2) * (1 + (x / 3) * (1 + (x / 4) * (1 + (x / 5) * (1 + (x / 6) * (1 + x / 7))))));
  for (let doubling = 0; doubling < 8; doubling++) result *= result;
  return result;
}
