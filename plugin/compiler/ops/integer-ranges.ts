import type { Dtype } from '../ir/graph';

/** What the integer types of tensors hold. */
export const INTEGER_RANGES: Partial<Record<Dtype, { low: number; high: number }>> = {
  int8: { low: -128, high: 127 },
  uint8: { low: 0, high: 255 },
  int16: { low: -32768, high: 32767 },
};

/** What int32 holds: counts, which have no scale and so no row above, and the outputs of a QUANTIZE. */
export const INT32_RANGE = { low: -(2 ** 31), high: 2 ** 31 - 1 };
