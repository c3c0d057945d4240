// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CUMSUM_S8_H
#define IMPULSE_NN_CUMSUM_S8_H

#include "requantize.h"

namespace impulse_nn {

/// CUMSUM on int8, as cumsum_f32: values are raised to half of 2^20 steps of their scale, summed, and brought to the output's steps. Works in
/// place.
/// @param input, output  [outer, axis_size, inner]
template <class Op>
inline void cumsum_s8(const int8_t *input, int8_t *output) {
  for (int32_t o = 0; o < Op::outer; ++o) {
    for (int32_t i = 0; i < Op::inner; ++i) {
      int32_t sum = -Op::input_zero_point * Op::step;
      for (int32_t a = 0; a < Op::axis_size; ++a) {
        const int32_t place = Op::reverse != 0 ? Op::axis_size - 1 - a : a;
        const int32_t at = (o * Op::axis_size + place) * Op::inner + i;
        const int32_t next = sum + (input[at] - Op::input_zero_point) * Op::step;
        const int32_t scaled = requantize(Op::exclusive != 0 ? sum : next, Op::multiplier, Op::shift) + Op::output_zero_point;
        output[at] = static_cast<int8_t>(clamp(scaled, -128, 127));
        sum = next;
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CUMSUM_S8_H
