// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WIDEN_RUN_S8_H
#define IMPULSE_NN_WIDEN_RUN_S8_H

#include "dual_mac.h"

namespace impulse_nn {

/// As widen_run_s8.h lays them out.
typedef uint32_t column_word;

/// One half of a word; `may_alias`, because the other code writes words.
typedef int16_t __attribute__((may_alias)) column_half;

/// widen_run_s8.h for cores that load a word from its own address only: value by value, each to its half of a word.
template <int32_t count>
inline column_word *widen_run(const int8_t *values, column_word *column) {
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2
#endif
  for (int32_t k = 0; k < count; k += 4, values += 4, column += 8) {
    column_half *const halves = reinterpret_cast<column_half *>(column);
    halves[0] = values[0];
    halves[8] = values[1];
    halves[1] = values[2];
    halves[9] = values[3];
  }
  return column;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WIDEN_RUN_S8_H
