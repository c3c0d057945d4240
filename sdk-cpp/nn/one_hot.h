// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ONE_HOT_H
#define IMPULSE_NN_ONE_HOT_H

#include <stdint.h>

namespace impulse_nn {

/// ONE_HOT of any type: along a new axis `on` at the place that an index names, `off` elsewhere; an index outside names none.
/// @param indices  [outer, inner]
/// @param output   [outer, depth, inner]
template <class Op, class T>
inline void one_hot(const int32_t *indices, const T *on, const T *off, T *output) {
  for (int32_t i = 0; i < Op::outer; ++i, indices += Op::inner) {
    for (int32_t d = 0; d < Op::depth; ++d) {
      for (int32_t c = 0; c < Op::inner; ++c) *output++ = indices[c] == d ? *on : *off;
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ONE_HOT_H
