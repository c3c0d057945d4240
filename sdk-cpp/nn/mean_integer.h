// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_MEAN_INTEGER_H
#define IMPULSE_NN_MEAN_INTEGER_H

#include "reduce.h"
#include "requantize.h"

namespace impulse_nn {

/// MEAN and SUM on int8 and int16, axes as in reduce.h; for MEAN multiplier and shift include the division by the number of elements.
/// `low` and `high` are the range of the type.
template <class Op, class T>
inline void mean_integer(const T *input, T *output) {
  const int32_t zero_points = Op::input_zero_point * reduced_count<Op>();
  reduce<Op>(input, static_cast<int32_t>(0), [](int32_t sum, T value) { return sum + value; }, [&output, zero_points](int32_t sum) {
    const int32_t scaled = requantize(sum - zero_points, Op::multiplier, Op::shift);
    *output++ = static_cast<T>(clamp(scaled + Op::output_zero_point, Op::low, Op::high));
  });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_MEAN_INTEGER_H
