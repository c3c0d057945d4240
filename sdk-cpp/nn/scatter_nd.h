// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SCATTER_ND_H
#define IMPULSE_NN_SCATTER_ND_H

#include <stdint.h>

namespace impulse_nn {

/// The sum of two values of floats.
template <class Op>
inline float add_scattered(float sum, float value) {
  return sum + value;
}

/// Of integers, above Op::zero, modulo what the type holds.
template <class Op, class T>
inline T add_scattered(T sum, T value) {
  return static_cast<T>(static_cast<uint32_t>(sum) + static_cast<uint32_t>(value) - static_cast<uint32_t>(Op::zero));
}

/// SCATTER_ND of any type: zeros, to which slices are added where tuples of indices say; a tuple outside adds nothing.
/// Truth values are joined by OR.
/// @param indices  [count, depth]
/// @param updates  [count, inner]
/// @param sizes    [depth]: of the output's first axes
/// @param output   [sizes, inner]
template <class Op, class T>
inline void scatter_nd(const int32_t *indices, const T *updates, const int32_t *sizes, T *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = static_cast<T>(Op::zero);
  for (int32_t n = 0; n < Op::count; ++n, indices += Op::depth, updates += Op::inner) {
    int32_t slice = 0;
    bool is_inside = true;
    for (int32_t d = 0; d < Op::depth && is_inside; ++d) {
      is_inside = indices[d] >= 0 && indices[d] < sizes[d];
      slice = slice * sizes[d] + (is_inside ? indices[d] : 0);
    }
    for (int32_t c = 0; is_inside && c < Op::inner; ++c) {
      T *const place = output + slice * Op::inner + c;
      *place = Op::is_logical != 0 ? static_cast<T>(*place != T() || updates[c] != T()) : add_scattered<Op>(*place, updates[c]);
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SCATTER_ND_H
