// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONCATENATION_H
#define IMPULSE_NN_CONCATENATION_H

#include <stdint.h>

namespace impulse_nn {

/// No input is left.
template <class Op, class T>
inline void concatenate_from(T *, const int32_t *) {}

/// Writes the part of each row that the first input gives, then what the rest gives.
template <class Op, class T, class... Rest>
inline void concatenate_from(T *output, const int32_t *sizes, const T *input, const Rest *...rest) {
  for (int32_t row = 0; row < Op::rows; ++row) {
    for (int32_t i = 0; i < *sizes; ++i) output[row * Op::row_size + i] = *input++;
  }
  concatenate_from<Op>(output + *sizes, sizes + 1, rest...);
}

/// CONCATENATION of any type and number of inputs.
/// @param output  [rows, row_size]
/// @param sizes   elements that each input gives to a row
template <class Op, class T, class... Inputs>
inline void concatenation(T *output, const int32_t *sizes, const Inputs *...inputs) {
  concatenate_from<Op>(output, sizes, inputs...);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONCATENATION_H
