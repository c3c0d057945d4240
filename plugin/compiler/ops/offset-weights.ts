import type { Tensor } from '../ir/graph';
import { constantValues } from './constants';
import type { ConstTable } from './operator';

/** Weights that need nine bits, as bytes: kernels named `*_offset_s8` add the constant `filter_offset` to each. */
export interface OffsetWeights {
  filter: ConstTable;
  constants: { filter_offset: number };
}

/** undefined where weights are bytes already. Those of uint8 models lie 255 steps apart at most. */
export function offsetWeights(filter: Tensor): OffsetWeights | undefined {
  if (filter.dtype !== 'int16') return undefined;
  const weights = Array.from(constantValues(filter));
  const filter_offset = weights.reduce((least, weight) => Math.min(least, weight)) + 128;
  const values = Int8Array.from(weights, (weight) => weight - filter_offset);
  return { filter: { name: 'filter', type: 'int8_t', values }, constants: { filter_offset } };
}
