// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_LOOKUP_S16_H
#define IMPULSE_NN_LOOKUP_S16_H

#include "interpolate_s16.h"

namespace impulse_nn {

/// An int16 operator of one input, by a table of 513 answers. Works in place.
/// @param table  [513], as interpolate_s16 takes it
template <class Op>
inline void lookup_s16(const int16_t *input, const int16_t *table, int16_t *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = static_cast<int16_t>(interpolate_s16(table, input[i]));
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_LOOKUP_S16_H
