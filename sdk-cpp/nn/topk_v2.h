// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_TOPK_V2_H
#define IMPULSE_NN_TOPK_V2_H

#include <stdint.h>

namespace impulse_nn {

/// TOPK_V2 of any type: the largest of each row, the largest first, of equal ones the first.
/// @param input    [rows, size]
/// @param values   [rows, count]
/// @param indices  [rows, count]: where they stand in their row
template <class Op, class T>
inline void topk_v2(const T *input, T *values, int32_t *indices) {
  for (int32_t row = 0; row < Op::rows; ++row, input += Op::size, values += Op::count, indices += Op::count) {
    int32_t found = 0;
    for (int32_t i = 0; i < Op::size; ++i) {
      if (found == Op::count && !(input[i] > values[found - 1])) continue;
      int32_t place = found < Op::count ? found++ : found - 1;
      for (; place > 0 && input[i] > values[place - 1]; --place) {
        values[place] = values[place - 1];
        indices[place] = indices[place - 1];
      }
      values[place] = input[i];
      indices[place] = i;
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_TOPK_V2_H
