// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_INTERPOLATE_S16_H
#define IMPULSE_NN_INTERPOLATE_S16_H

#include <stdint.h>

namespace impulse_nn {

/// A table of 512 intervals over all of int16, interpolated. It has 513 entries.
inline int32_t interpolate_s16(const int16_t *table, int32_t value) {
  const int16_t *entry = table + 256 + (value >> 7);
  return entry[0] + (((entry[1] - entry[0]) * (value & 0x7f) + 64) >> 7);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_INTERPOLATE_S16_H
