// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_NEG_INTEGER_H
#define IMPULSE_NN_NEG_INTEGER_H

#include <stdint.h>

namespace impulse_nn {

/// NEG on int8 and int16 whose zero point is 0, and on int32; the lowest value, which has no counterpart, stays itself. Works in place.
template <class Op, class T>
inline void neg_integer(const T *input, T *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = static_cast<T>(0u - static_cast<uint32_t>(input[i]));
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_NEG_INTEGER_H
