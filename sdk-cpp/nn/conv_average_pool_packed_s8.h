// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONV_AVERAGE_POOL_PACKED_S8_H
#define IMPULSE_NN_CONV_AVERAGE_POOL_PACKED_S8_H

#include "conv_2d_packed_s8.h"

namespace impulse_nn {

/// One filter's sums of a tile, doubled, as outputs: the first `count` of four pixels, added.
template <class Op>
inline int32_t add_outputs_s8(int32_t s0, int32_t s1, int32_t s2, int32_t s3, int32_t multiplier, int32_t right_shift, int32_t count) {
  const int32_t half = rounding_term<Op>(right_shift & 0xff);
  int32_t sum = requantize_doubled<Op>(s0, multiplier, right_shift, half);
  if (count > 1) sum += requantize_doubled<Op>(s1, multiplier, right_shift, half);
  if (count > 2) sum += requantize_doubled<Op>(s2, multiplier, right_shift, half);
  if (count > 3) sum += requantize_doubled<Op>(s3, multiplier, right_shift, half);
  return sum;
}

/// All filters on one tile of columns; the outputs of its first `count` pixels are added to `totals`, one a filter.
template <class Op, int32_t depth>
inline void total_filters_s8(const column_word *columns, const int8_t *filter, const int32_t *channels, int32_t count, int32_t *totals) {
  for (int32_t oc = 0; oc < Op::output_depth; oc += 2, filter += 2 * depth, channels += 5) {
    const bool folded = Op::folded != 0;
    const int32_t a = channels[0];
    const int32_t b = channels[1];
    int32_t sums[8] = {a, b, a, b, a, b, a, b};
    multiply_tile_s8<depth, folded>(columns, filter, sums);
    totals[oc] += add_outputs_s8<Op>(2 * sums[0], 2 * sums[2], 2 * sums[4], 2 * sums[6], channels[2], channels[4], count);
    if (Op::output_depth % 2 == 0 || oc + 1 < Op::output_depth) {
      totals[oc + 1] += add_outputs_s8<Op>(second_sum_doubled<folded>(sums[0], sums[1]), second_sum_doubled<folded>(sums[2], sums[3]),
                                           second_sum_doubled<folded>(sums[4], sums[5]), second_sum_doubled<folded>(sums[6], sums[7]),
                                           channels[3], channels[4] >> 8, count);
    }
  }
}

/// The mean of `count` outputs as AVERAGE_POOL_2D rounds it: half away from zero.
template <class Pool>
inline int8_t divide_total(int32_t sum, int32_t count) {
  const int32_t mean = sum > 0 ? (sum + count / 2) / count : (sum - count / 2) / count;
  return static_cast<int8_t>(clamp(mean, Pool::activation_min, Pool::activation_max));
}

/// CONV_2D and, on its output, an AVERAGE_POOL_2D of the whole image: outputs are added as tiles come, so that what lies between them never
/// exists. One batch.
///
/// Op::convolution is what conv_2d_packed_s8 takes; Op::pool has the activation range of the pool.
/// @param input     of the convolution
/// @param filter    as conv_2d_packed_s8 takes it, with `channels`
/// @param output    [output_depth]; it may lie over the input, which is read before the first of it is written
/// @param scratch   an int32 for each filter, then 4 pixels of columns_s8.h
template <class Op>
IMPULSE_KERNEL void conv_average_pool_packed_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output,
                                                void *scratch) {
  typedef typename Op::convolution Convolution;
  const int32_t depth = (Convolution::filter_height * Convolution::filter_width * Convolution::input_depth + 3) / 4 * 4;
  const int32_t pixels = Convolution::output_height * Convolution::output_width;
  int32_t *const totals = static_cast<int32_t *>(scratch);
  column_word *const columns = reinterpret_cast<column_word *>(totals + Convolution::output_depth);
  for (int32_t oc = 0; oc < Convolution::output_depth; ++oc) totals[oc] = 0;
  for (int32_t first = 0; first < pixels; first += 4) {
    const int32_t count = pixels - first < 4 ? pixels - first : 4;
    gather_tile<Convolution>(input, first, pixels, columns);
    total_filters_s8<Convolution, depth>(columns, filter, channels, count, totals);
  }
  for (int32_t oc = 0; oc < Convolution::output_depth; ++oc) output[oc] = divide_total<typename Op::pool>(totals[oc], pixels);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONV_AVERAGE_POOL_PACKED_S8_H
