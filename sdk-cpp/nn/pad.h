// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_PAD_H
#define IMPULSE_NN_PAD_H

#include <stdint.h>

namespace impulse_nn {

/// PAD of any type: `value` around [size_0, size_1, size_2, size_3].
template <class Op, class T>
inline void pad(const T *input, T *output) {
  const T value = Op::value;
  for (int32_t i = -Op::before_0; i < Op::size_0 + Op::after_0; ++i) {
    for (int32_t j = -Op::before_1; j < Op::size_1 + Op::after_1; ++j) {
      for (int32_t k = -Op::before_2; k < Op::size_2 + Op::after_2; ++k) {
        const bool inside = i >= 0 && i < Op::size_0 && j >= 0 && j < Op::size_1 && k >= 0 && k < Op::size_2;
        for (int32_t l = -Op::before_3; l < Op::size_3 + Op::after_3; ++l) {
          *output++ = inside && l >= 0 && l < Op::size_3 ? *input++ : value;
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_PAD_H
