/**
 * Repeatable random numbers of one case: equal seed and case number, equal numbers, whatever ran before (mulberry32).
 *
 * @param {number} seed @param {number} number of the case
 */
export function randomOf(seed, number) {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit) => Math.floor(next() * limit);
  return {
    below,
    /** True once in `times`. */
    once: (times) => below(times) === 0,
    pick: (list) => list[below(list.length)],
    /** 0 to 2^bits - 1, small numbers as often as large ones. */
    sized: (bits) => Math.floor(next() * 2 ** below(bits + 1)),
  };
}
