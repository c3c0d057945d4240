import type { Tensor } from '../ir/graph';
import { constantValues } from './constants';
import type { ConstTable } from './operator';

/** Integer weights as bytes: plain kernels add the constant `filter_offset` to each. */
export interface ByteWeights {
  filter: ConstTable;
  constants: { filter_offset: number };
}

/** Those of uint8 models may need nine bits, but lie 255 steps apart at most; all others are bytes already, with an offset of 0. */
export function byteWeights(filter: Tensor): ByteWeights {
  const weights = constantValues(filter);
  const filter_offset = filter.dtype === 'int16' ? Array.from(weights).reduce((least, weight) => Math.min(least, weight)) + 128 : 0;
  const values = filter_offset === 0 ? weights : Int8Array.from(weights, (weight) => weight - filter_offset);
  return { filter: { name: 'filter', type: 'int8_t', values }, constants: { filter_offset } };
}
