// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_LOOKUP_S8_H
#define IMPULSE_NN_LOOKUP_S8_H

#include <stdint.h>

namespace impulse_nn {

/// An int8 operator of one input, by a table of its 256 answers. Works in place.
/// @param table  [256], from input -128 on
template <class Op>
inline void lookup_s8(const int8_t *input, const int8_t *table, int8_t *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = table[input[i] + 128];
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_LOOKUP_S8_H
