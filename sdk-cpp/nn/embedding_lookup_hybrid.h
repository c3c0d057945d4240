// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_EMBEDDING_LOOKUP_HYBRID_H
#define IMPULSE_NN_EMBEDDING_LOOKUP_HYBRID_H

#include "deterministic.h"

namespace impulse_nn {

/// EMBEDDING_LOOKUP of int8 rows, to float32; an index outside means the nearest row.
/// @param rows     [axis_size, inner], in steps of Op::scale
/// @param indices  [count]
/// @param output   [count, inner]
template <class Op>
inline void embedding_lookup_hybrid(const int8_t *rows, const int32_t *indices, float *output) {
  const float scale = Op::scale;
  for (int32_t k = 0; k < Op::count; ++k) {
    const int32_t place = indices[k] < 0 ? 0 : indices[k] < Op::axis_size ? indices[k] : Op::axis_size - 1;
    for (int32_t c = 0; c < Op::inner; ++c) *output++ = scale * static_cast<float>(rows[place * Op::inner + c]);
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_EMBEDDING_LOOKUP_HYBRID_H
