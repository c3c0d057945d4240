// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_REQUANTIZE_VALUES_H
#define IMPULSE_NN_REQUANTIZE_VALUES_H

#include "requantize.h"

namespace impulse_nn {

/// QUANTIZE from one integer type or scale to another, saturated; `low` and `high` are the output type's range. int32 wraps where its zero point
/// brings it past its ends, as in TensorFlow Lite Micro.
template <class Op, class From, class To>
inline void requantize_values(const From *input, To *output) {
  for (int32_t i = 0; i < Op::elements; ++i) {
    const int32_t scaled = requantize(input[i] - Op::input_zero_point, Op::multiplier, Op::shift);
    const int32_t moved = static_cast<int32_t>(static_cast<uint32_t>(scaled) + static_cast<uint32_t>(Op::output_zero_point));
    output[i] = static_cast<To>(clamp(moved, Op::low, Op::high));
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_REQUANTIZE_VALUES_H
