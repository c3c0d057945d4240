// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ARG_EXTREMUM_H
#define IMPULSE_NN_ARG_EXTREMUM_H

#include <stdint.h>

namespace impulse_nn {

/// ARG_MAX (is_maximum = 1) or ARG_MIN of any type: the first of equal ones.
/// @param input   [outer, axis_size, inner]
/// @param output  [outer, inner]
template <class Op, class T>
inline void arg_extremum(const T *input, int32_t *output) {
  for (int32_t i = 0; i < Op::outer; ++i, input += Op::axis_size * Op::inner) {
    for (int32_t c = 0; c < Op::inner; ++c) {
      int32_t best = 0;
      for (int32_t k = 1; k < Op::axis_size; ++k) {
        const T candidate = input[k * Op::inner + c];
        const T current = input[best * Op::inner + c];
        if (Op::is_maximum != 0 ? candidate > current : candidate < current) best = k;
      }
      *output++ = best;
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ARG_EXTREMUM_H
