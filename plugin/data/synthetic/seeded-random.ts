import { createHash } from 'node:crypto';

/** Random numbers from integer arithmetic and exact scaling only: the same on every machine and Node version. */
export interface SeededRandom {
  /** Uniform in [0, 1), a multiple of 2^-32. */
  next(): number;
  /** Uniform integer, both ends included. */
  integer(from: number, to: number): number;
  pick<T>(values: readonly T[]): T;
  /** Mean 0, variance 1, within -6..6: the sum of twelve uniform numbers. */
  normal(): number;
}

/** A generator (sfc32) whose stream depends on the parts of its name alone, so that one more word or voice changes no other. */
export function createRandom(...name: (string | number)[]): SeededRandom {
  const digest = createHash('sha256').update(name.join('\n')).digest();
  let [a, b, c, d] = [0, 4, 8, 12].map((at) => digest.readInt32LE(at));
  const next = (): number => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const normal = (): number => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += next();
    return sum;
  };
  return { next, integer, normal, pick: (values) => values[integer(0, values.length - 1)] };
}
