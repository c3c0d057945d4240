// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ADD_N_S8_H
#define IMPULSE_NN_ADD_N_S8_H

#include "add_n.h"
#include "requantize.h"

namespace impulse_nn {

/// ADD_N on int8 of one scale: the sum is raised by Op::step and brought to the output's scale. TensorFlow Lite Micro takes the zero
/// point away once more than there are inputs, and so does this. Works in place on the first input.
template <class Op, class... Inputs>
inline void add_n_s8(int8_t *output, const Inputs *...inputs) {
  const int32_t start = -(1 + static_cast<int32_t>(sizeof...(inputs))) * Op::input_zero_point;
  for (int32_t i = 0; i < Op::elements; ++i) {
    const int32_t sum = sum_at(i, start, inputs...);
    const int32_t scaled = requantize(sum * Op::step, Op::multiplier, Op::shift) + Op::output_zero_point;
    output[i] = static_cast<int8_t>(clamp(scaled, -128, 127));
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ADD_N_S8_H
