// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CAST_H
#define IMPULSE_NN_CAST_H

#include <stdint.h>

namespace impulse_nn {

/// A float becomes an integer towards zero, saturated, 0 for NaN; what is too wide for an integer type loses its upper bits.
template <class To, class From>
struct Cast {
  static To of(From value) { return static_cast<To>(value); }
};

/// Float to integer.
template <class To>
struct Cast<To, float> {
  static To of(float value) {
    const bool has_sign = static_cast<To>(-1) < static_cast<To>(1);
    const int64_t above = INT64_C(1) << (8 * sizeof(To) - (has_sign ? 1 : 0));
    const int64_t low = has_sign ? -above : 0;
    if (!(value > static_cast<float>(low))) return value <= static_cast<float>(low) ? static_cast<To>(low) : To();
    return value < static_cast<float>(above) ? static_cast<To>(value) : static_cast<To>(above - 1);
  }
};

/// Float to float: nothing happens.
template <>
struct Cast<float, float> {
  static float of(float value) { return value; }
};

/// CAST between any two types. Op::to_bool: 1 for what is not 0, NaN as well, else 0.
template <class Op, class From, class To>
inline void cast(const From *input, To *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = Op::to_bool != 0 ? static_cast<To>(input[i] != From() ? 1 : 0) : Cast<To, From>::of(input[i]);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CAST_H
