// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_COPY_VALUES_H
#define IMPULSE_NN_COPY_VALUES_H

#include <stdint.h>
#include <string.h>

namespace impulse_nn {

/// Copies `count` bytes (0 or more) to where none of them lies.
inline void copy_values(const int8_t *from, int32_t count, int8_t *to) { memcpy(to, from, static_cast<size_t>(count)); }

/// Writes `value` `count` times (0 or more).
inline void fill_values(int8_t *to, int32_t count, int32_t value) { memset(to, value, static_cast<size_t>(count)); }

}  // namespace impulse_nn

#endif  // IMPULSE_NN_COPY_VALUES_H
