// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_GATHER_ND_H
#define IMPULSE_NN_GATHER_ND_H

#include <stdint.h>

namespace impulse_nn {

/// GATHER_ND of any type: the slices that tuples of indices name; an index outside means the nearest slice.
/// @param input    rank `depth` and more; the slice of each index has `inner` elements
/// @param indices  [count, depth]
/// @param sizes    [depth], the input's sizes
/// @param output   [count, inner]
template <class Op, class T>
inline void gather_nd(const T *input, const int32_t *indices, const int32_t *sizes, T *output) {
  for (int32_t i = 0; i < Op::count; ++i) {
    int32_t place = 0;
    for (int32_t d = 0; d < Op::depth; ++d, ++indices) {
      place = place * sizes[d] + (*indices < 0 ? 0 : *indices < sizes[d] ? *indices : sizes[d] - 1);
    }
    for (int32_t c = 0; c < Op::inner; ++c) *output++ = input[place * Op::inner + c];
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_GATHER_ND_H
