// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FULLY_CONNECTED_LANES_S8_H
#define IMPULSE_NN_FULLY_CONNECTED_LANES_S8_H

#include "multiply_lanes_s8.h"
#include "placement.h"

namespace impulse_nn {

/// FULLY_CONNECTED on int8, eight outputs side by side.
/// @param input     [batches, input_depth]
/// @param filter    as multiply_lanes_s8.h wants it, depth rounded up to an even number
/// @param channels  the same
/// @param output    [batches, output_depth]
/// @param scratch   one row of the input as int16
template <class Op>
IMPULSE_KERNEL void fully_connected_lanes_s8(const int8_t *input, const int16_t *filter, const int32_t *channels, int8_t *output,
                                             void *scratch) {
  const int32_t depth = (Op::input_depth + 1) / 2 * 2;
  int16_t *const column = static_cast<int16_t *>(scratch);
  column[depth - 1] = 0;
  for (int32_t batch = 0; batch < Op::batches; ++batch, input += Op::input_depth, output += Op::output_depth) {
    widen_values(input, Op::input_depth, column);
    int8_t *const outputs[1] = {output};
    multiply_channels_s8<Op, depth, 1>(column, filter, channels, outputs);
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FULLY_CONNECTED_LANES_S8_H
