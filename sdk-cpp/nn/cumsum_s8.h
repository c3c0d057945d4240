// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CUMSUM_S8_H
#define IMPULSE_NN_CUMSUM_S8_H

#include "requantize.h"
#include "running_sums.h"

namespace impulse_nn {

/// CUMSUM on int8, as cumsum_f32: values are raised to half of 2^20 steps of their scale, summed, and brought to the output's steps. Works in
/// place.
/// @param input, output  [outer, axis_size, inner]
template <class Op>
inline void cumsum_s8(const int8_t *input, int8_t *output) {
  const int32_t start = -Op::input_zero_point * Op::step;
  running_sums<Op>(
      input, output, start, [](int32_t sum, int8_t value) { return sum + (value - Op::input_zero_point) * Op::step; },
      [](int32_t sum) {
        const int32_t scaled = requantize(sum, Op::multiplier, Op::shift) + Op::output_zero_point;
        return static_cast<int8_t>(clamp(scaled, -128, 127));
      });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CUMSUM_S8_H
