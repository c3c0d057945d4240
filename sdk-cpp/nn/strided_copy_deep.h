// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_STRIDED_COPY_DEEP_H
#define IMPULSE_NN_STRIDED_COPY_DEEP_H

#include <stdint.h>

namespace impulse_nn {

/// strided_copy along five or six axes, as the pixel shuffle of frameworks that put channels first has.
/// @param input   read from element `first` on with the steps step_0 ... step_5
/// @param output  [size_0, size_1, size_2, size_3, size_4, size_5]
template <class Op, class T>
inline void strided_copy_deep(const T *input, T *output) {
  for (int32_t g = 0; g < Op::size_0 * Op::size_1; ++g) {
    const T *part = input + Op::first + g / Op::size_1 * Op::step_0 + g % Op::size_1 * Op::step_1;
    for (int32_t i = 0; i < Op::size_2; ++i) {
      for (int32_t j = 0; j < Op::size_3; ++j) {
        for (int32_t k = 0; k < Op::size_4; ++k) {
          const T *row = part + i * Op::step_2 + j * Op::step_3 + k * Op::step_4;
          for (int32_t l = 0; l < Op::size_5; ++l) *output++ = row[l * Op::step_5];
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_STRIDED_COPY_DEEP_H
