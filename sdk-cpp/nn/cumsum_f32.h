// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CUMSUM_F32_H
#define IMPULSE_NN_CUMSUM_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// CUMSUM on float32: sums along an axis up to each place, or with Op::exclusive up to the one before it; Op::reverse begins at the end.
/// Works in place.
/// @param input, output  [outer, axis_size, inner]
template <class Op>
inline void cumsum_f32(const float *input, float *output) {
  for (int32_t o = 0; o < Op::outer; ++o) {
    for (int32_t i = 0; i < Op::inner; ++i) {
      float sum = 0.0f;
      for (int32_t a = 0; a < Op::axis_size; ++a) {
        const int32_t place = Op::reverse != 0 ? Op::axis_size - 1 - a : a;
        const int32_t at = (o * Op::axis_size + place) * Op::inner + i;
        const float value = input[at];
        const float next = sum + value;
        output[at] = Op::exclusive != 0 ? sum : next;
        sum = next;
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CUMSUM_F32_H
