// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_STRIDED_COPY_H
#define IMPULSE_NN_STRIDED_COPY_H

#include <stdint.h>

namespace impulse_nn {

/// TRANSPOSE and slices of any type.
/// @param input   read from element `first` on with the steps step_0 ... step_3
/// @param output  [size_0, size_1, size_2, size_3]
template <class Op, class T>
inline void strided_copy(const T *input, T *output) {
  for (int32_t i = 0; i < Op::size_0; ++i) {
    for (int32_t j = 0; j < Op::size_1; ++j) {
      for (int32_t k = 0; k < Op::size_2; ++k) {
        const T *row = input + Op::first + i * Op::step_0 + j * Op::step_1 + k * Op::step_2;
        for (int32_t l = 0; l < Op::size_3; ++l) *output++ = row[l * Op::step_3];
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_STRIDED_COPY_H
