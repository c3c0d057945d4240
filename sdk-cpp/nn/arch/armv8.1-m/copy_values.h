// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_COPY_VALUES_H
#define IMPULSE_NN_COPY_VALUES_H

#include <stdint.h>

namespace impulse_nn {

/// Copies `count` bytes (0 or more) to where none of them lies: sixteen at a time, the last ones by a predicate of the loop.
inline void copy_values(const int8_t *from, int32_t count, int8_t *to) {
  __asm__ volatile(
      "wlstp.8 lr, %[count], 2f\n"
      "1:\n\t"
      "vldrb.8 q0, [%[from]], #16\n\t"
      "vstrb.8 q0, [%[to]], #16\n\t"
      "letp lr, 1b\n"
      "2:\n\t"
      : [from] "+r"(from), [to] "+r"(to)
      : [count] "r"(count)
      : "q0", "lr", "memory");
}

/// Writes `value` `count` times (0 or more).
inline void fill_values(int8_t *to, int32_t count, int32_t value) {
  __asm__ volatile(
      "vdup.8 q0, %[value]\n\t"
      "wlstp.8 lr, %[count], 2f\n"
      "1:\n\t"
      "vstrb.8 q0, [%[to]], #16\n\t"
      "letp lr, 1b\n"
      "2:\n\t"
      : [to] "+r"(to)
      : [count] "r"(count), [value] "r"(value)
      : "q0", "lr", "memory");
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_COPY_VALUES_H
