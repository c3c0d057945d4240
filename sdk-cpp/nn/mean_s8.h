// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_MEAN_S8_H
#define IMPULSE_NN_MEAN_S8_H

#include "reduce.h"
#include "requantize.h"

namespace impulse_nn {

/// MEAN on int8, axes as in reduce.h; multiplier and shift include the division by the number of elements.
template <class Op>
inline void mean_s8(const int8_t *input, int8_t *output) {
  const int32_t zero_points = Op::input_zero_point * reduced_count<Op>();
  reduce<Op>(input, static_cast<int32_t>(0), [](int32_t sum, int8_t value) { return sum + value; }, [&output, zero_points](int32_t sum) {
    const int32_t scaled = requantize(sum - zero_points, Op::multiplier, Op::shift);
    *output++ = static_cast<int8_t>(clamp(scaled + Op::output_zero_point, -128, 127));
  });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_MEAN_S8_H
