// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_GATHER_H
#define IMPULSE_NN_GATHER_H

#include <stdint.h>

namespace impulse_nn {

/// GATHER of any type: the slices of an axis that the indices name; an index outside means the nearest slice.
/// @param input    [batches, outer, axis_size, inner]
/// @param indices  [batches, count]
/// @param output   [batches, outer, count, inner]
template <class Op, class T>
inline void gather(const T *input, const int32_t *indices, T *output) {
  for (int32_t batch = 0; batch < Op::batches; ++batch, indices += Op::count) {
    for (int32_t i = 0; i < Op::outer; ++i, input += Op::axis_size * Op::inner) {
      for (int32_t k = 0; k < Op::count; ++k) {
        const int32_t place = indices[k] < 0 ? 0 : indices[k] < Op::axis_size ? indices[k] : Op::axis_size - 1;
        for (int32_t c = 0; c < Op::inner; ++c) *output++ = input[place * Op::inner + c];
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_GATHER_H
