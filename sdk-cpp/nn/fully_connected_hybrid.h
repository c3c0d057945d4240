// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FULLY_CONNECTED_HYBRID_H
#define IMPULSE_NN_FULLY_CONNECTED_HYBRID_H

#include "float_range.h"
#include "hybrid_input.h"
#include "placement.h"

namespace impulse_nn {

/// FULLY_CONNECTED with int8 weights on float32: each row is quantised by a scale of its own, summed in integers, scaled in float.
/// @param input         [batches, input_depth]
/// @param filter        [output_depth, input_depth]
/// @param filter_scale  [output_depth], or [1] unless per_channel
/// @param bias          [output_depth]
/// @param output        [batches, output_depth]
/// @param scratch       room for one row of int8
template <class Op>
IMPULSE_KERNEL void fully_connected_hybrid(const float *input, const int8_t *filter, const float *filter_scale, const float *bias,
                                           float *output, unsigned char *scratch) {
  int8_t *row = reinterpret_cast<int8_t *>(scratch);
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_depth) {
    const HybridScale found = quantize_hybrid_input<Op>(input, Op::input_depth, row);
    for (int32_t oc = 0; oc < Op::output_depth; ++oc) {
      const int8_t *weights = filter + oc * Op::input_depth;
      int32_t sum = 0;
      for (int32_t c = 0; c < Op::input_depth; ++c) sum += (row[c] - found.zero_point) * weights[c];
      const float scale = found.scale * filter_scale[Op::per_channel != 0 ? oc : 0];
      *output++ = activate_f32<Op>(static_cast<float>(sum) * scale + bias[oc]);
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FULLY_CONNECTED_HYBRID_H
