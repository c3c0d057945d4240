// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SPLIT_H
#define IMPULSE_NN_SPLIT_H

#include <stdint.h>

namespace impulse_nn {

/// No output is left.
template <class Op, class T>
inline void split_into(const T *, const int32_t *) {}

/// Takes the part of each row that goes to the first output, then what goes to the rest.
template <class Op, class T, class... Rest>
inline void split_into(const T *input, const int32_t *sizes, T *output, Rest *...rest) {
  for (int32_t row = 0; row < Op::rows; ++row) {
    for (int32_t i = 0; i < *sizes; ++i) *output++ = input[row * Op::row_size + i];
  }
  split_into<Op>(input + *sizes, sizes + 1, rest...);
}

/// SPLIT and UNPACK of any type into any number of outputs: concatenation the other way round.
/// @param input  [rows, row_size]
/// @param sizes  elements of a row that each output gets
template <class Op, class T, class... Outputs>
inline void split(const T *input, const int32_t *sizes, Outputs *...outputs) {
  split_into<Op>(input, sizes, outputs...);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SPLIT_H
