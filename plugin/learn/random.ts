/** A stream of pseudo-random numbers made by integer arithmetic alone: the same on every machine and Node version. */
export interface Random {
  /** In [0, 1), with 32 random bits. */
  uniform(): number;
  /** In [low, high). */
  between(low: number, high: number): number;
  /** Integer in [0, limit). */
  below(limit: number): number;
  /** Roughly normal, mean 0 and deviation 1: a sum of four uniforms, so no logarithm is involved. */
  normal(): number;
}

/** A stream for a purpose: equal words give equal streams, whatever else was drawn before. */
export function createRandom(...words: number[]): Random {
  let state = words.reduce((hash, word) => mix(Math.imul(hash ^ word, 0x9e3779b1) + 0x7f4a7c15), 0x2545f491);
  const uniform = (): number => {
    state = (state + 0x9e3779b9) | 0;
    return (mix(state) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    below: (limit) => Math.floor(uniform() * limit),
    // Four uniforms have variance 4/12: sqrt(3) brings the sum to 1.
    normal: () => (uniform() + uniform() + uniform() + uniform() - 2) * 1.7320508075688772,
  };
}

/** The numbers 0..count-1 in a random order. */
export function shuffledIndices(count: number, random: Random): Uint32Array {
  const indices = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [indices[last], indices[other]] = [indices[other], indices[last]];
  }
  return indices;
}

/** Spreads every bit of a 32-bit integer over all others (the finalizer of MurmurHash3). */
function mix(value: number): number {
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
