// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FULLY_CONNECTED_RAISED_S8_H
#define IMPULSE_NN_FULLY_CONNECTED_RAISED_S8_H

#include "placement.h"
#include "requantize.h"
#include "requantize_once.h"

namespace impulse_nn {

/// FULLY_CONNECTED on what a uint8 model holds 128 higher: LiteRT rounds these sums once, where it rounds those of other layers twice.
/// @param input   [batches, input_depth]
/// @param filter  [output_depth, input_depth], filter_offset less than the weights
/// @param bias    [output_depth], scale = input scale * filter scale
/// @param output  [batches, output_depth]
template <class Op>
IMPULSE_KERNEL void fully_connected_raised_s8(const int8_t *input, const int8_t *filter, const int32_t *bias, int8_t *output) {
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_depth) {
    for (int32_t oc = 0; oc < Op::output_depth; ++oc) {
      const int8_t *weights = filter + oc * Op::input_depth;
      int32_t sum = bias[oc];
      for (int32_t c = 0; c < Op::input_depth; ++c) sum += (input[c] - Op::input_zero_point) * (weights[c] + Op::filter_offset);
      const int32_t scaled = requantize_once(sum, Op::multiplier, Op::shift) + Op::output_zero_point;
      *output++ = static_cast<int8_t>(clamp(scaled, Op::activation_min, Op::activation_max));
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FULLY_CONNECTED_RAISED_S8_H
