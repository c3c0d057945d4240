// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FULLY_CONNECTED_S16_H
#define IMPULSE_NN_FULLY_CONNECTED_S16_H

#include "placement.h"
#include "requantize.h"
#include "requantize_wide.h"

namespace impulse_nn {

/// FULLY_CONNECTED on int16 with int8 weights and 64-bit sums; layouts as fully_connected_s8, multipliers as requantize_wide.h.
template <class Op>
IMPULSE_KERNEL void fully_connected_s16(const int16_t *input, const int8_t *filter, const int32_t *bias, const int16_t *multiplier,
                                        const int8_t *shift, int16_t *output) {
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_depth) {
    const int8_t *weights = filter;
    for (int32_t oc = 0; oc < Op::output_depth; ++oc, weights += Op::input_depth) {
      int64_t sum = bias[oc];
      for (int32_t c = 0; c < Op::input_depth; ++c) sum += input[c] * weights[c];
      *output++ = static_cast<int16_t>(clamp(requantize_wide(sum, multiplier[oc], shift[oc]), Op::activation_min, Op::activation_max));
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FULLY_CONNECTED_S16_H
