// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_MIRROR_PAD_H
#define IMPULSE_NN_MIRROR_PAD_H

#include <stdint.h>

namespace impulse_nn {

/// The input's place of a place in the padded axis; skip = 1: the edge itself is not repeated.
inline int32_t mirrored_place(int32_t place, int32_t before, int32_t size, int32_t skip) {
  const int32_t inside = place - before;
  if (inside < 0) return skip - 1 - inside;
  return inside < size ? inside : 2 * size - 1 - skip - inside;
}

/// MIRROR_PAD of any type: [size_0, size_1, size_2, size_3] mirrored at its edges.
template <class Op, class T>
inline void mirror_pad(const T *input, T *output) {
  for (int32_t i = 0; i < Op::before_0 + Op::size_0 + Op::after_0; ++i) {
    const int32_t a = mirrored_place(i, Op::before_0, Op::size_0, Op::skip) * Op::size_1;
    for (int32_t j = 0; j < Op::before_1 + Op::size_1 + Op::after_1; ++j) {
      const int32_t b = (a + mirrored_place(j, Op::before_1, Op::size_1, Op::skip)) * Op::size_2;
      for (int32_t k = 0; k < Op::before_2 + Op::size_2 + Op::after_2; ++k) {
        const T *row = input + (b + mirrored_place(k, Op::before_2, Op::size_2, Op::skip)) * Op::size_3;
        for (int32_t l = 0; l < Op::before_3 + Op::size_3 + Op::after_3; ++l) {
          *output++ = row[mirrored_place(l, Op::before_3, Op::size_3, Op::skip)];
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_MIRROR_PAD_H
