// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SIGNAL_BITS_H
#define IMPULSE_NN_SIGNAL_BITS_H

#include <stdint.h>

namespace impulse_nn {

/// Bits of a number without its leading zeros; 32 of 0, as TensorFlow Lite Micro counts.
inline int32_t bits_of_u32(uint32_t value) {
  if (value == 0) return 32;
  int32_t bits = 0;
  for (int32_t step = 16; step > 0; step /= 2) {
    if ((value >> step) != 0) {
      value >>= step;
      bits += step;
    }
  }
  return bits + 1;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SIGNAL_BITS_H
