// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CUMSUM_S32_H
#define IMPULSE_NN_CUMSUM_S32_H

#include <stdint.h>

namespace impulse_nn {

/// CUMSUM on int32, modulo 2^32, as cumsum_f32. Works in place.
/// @param input, output  [outer, axis_size, inner]
template <class Op>
inline void cumsum_s32(const int32_t *input, int32_t *output) {
  for (int32_t o = 0; o < Op::outer; ++o) {
    for (int32_t i = 0; i < Op::inner; ++i) {
      uint32_t sum = 0;
      for (int32_t a = 0; a < Op::axis_size; ++a) {
        const int32_t place = Op::reverse != 0 ? Op::axis_size - 1 - a : a;
        const int32_t at = (o * Op::axis_size + place) * Op::inner + i;
        const uint32_t next = sum + static_cast<uint32_t>(input[at]);
        output[at] = static_cast<int32_t>(Op::exclusive != 0 ? sum : next);
        sum = next;
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CUMSUM_S32_H
