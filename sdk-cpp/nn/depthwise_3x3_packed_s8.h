// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEPTHWISE_3X3_PACKED_S8_H
#define IMPULSE_NN_DEPTHWISE_3X3_PACKED_S8_H

#include "depthwise_lines_s8.h"
#include "placement.h"

namespace impulse_nn {

/// DEPTHWISE_CONV_2D on int8 with 3x3 filters, strides of 1 or 2, no dilation, a multiplier of 1, images of 3x3 or more: channel by
/// channel, the filter in registers, three new values an output.
/// @param input     [batches, input_height, input_width, input_depth]
/// @param filter    for each channel, with columns a, b, c along the sliding direction: a0 b0 a1 b1, c0 b2 c1 a2, shift 0 c2 0
/// @param channels  for each channel: bias (the input's zero point folded in), multiplier
/// @param output    [batches, output_height, output_width, input_depth]; the input itself where Op::in_place, which needs strides of 1
///                  and padding all around; where Op::by_rows (all channels of a row before the next one, sliding along the row) it may
///                  lie over the input, at least as far below it as the compiler's write-distance.ts says
/// @param scratch   in place: one byte for each position along the longer side
template <class Op>
IMPULSE_KERNEL void depthwise_3x3_packed_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output,
                                    void *scratch = nullptr) {
  typedef depthwise_line<Op, (!Op::by_rows && Op::input_height >= Op::input_width)> Line;
  int8_t *const saved = static_cast<int8_t *>(scratch);
  const int32_t groups = Op::by_rows ? Line::lines : 1;
  const int32_t lines = Op::by_rows ? 1 : Line::lines;
  for (int32_t batch = 0; batch < Op::batches; ++batch) {
    for (int32_t group = 0; group < groups; ++group) {
      depthwise_lines<Op, Line>::template convolve<Op::in_place != 0>(input, group, lines, filter, channels, output, saved);
    }
    input += Op::input_height * Line::row;
    output += Op::output_height * Line::output_row;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEPTHWISE_3X3_PACKED_S8_H
