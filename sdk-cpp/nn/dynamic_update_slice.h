// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DYNAMIC_UPDATE_SLICE_H
#define IMPULSE_NN_DYNAMIC_UPDATE_SLICE_H

#include <stdint.h>
#include <string.h>

namespace impulse_nn {

/// DYNAMIC_UPDATE_SLICE of any type: the input with `update` in the place where `start` says, moved to lie inside. Works in place.
/// @param input, output  [outer_0, outer_1, outer_2, outer_3]
/// @param update         [size_0, size_1, size_2, size_3]
/// @param start          the first element along each of the last Op::rank axes
template <class Op, class T>
inline void dynamic_update_slice(const T *input, const T *update, const int32_t *start, T *output) {
  const int32_t outer[4] = {Op::outer_0, Op::outer_1, Op::outer_2, Op::outer_3};
  const int32_t sizes[4] = {Op::size_0, Op::size_1, Op::size_2, Op::size_3};
  int32_t first[4] = {0, 0, 0, 0};
  for (int32_t axis = 0; axis < Op::rank; ++axis) {
    const int32_t place = 4 - Op::rank + axis;
    const int32_t last = outer[place] - sizes[place];
    first[place] = start[axis] < 0 ? 0 : start[axis] > last ? last : start[axis];
  }
  if (output != input) memcpy(output, input, sizeof(T) * static_cast<size_t>(outer[0] * outer[1] * outer[2] * outer[3]));
  for (int32_t i = 0; i < sizes[0]; ++i) {
    for (int32_t j = 0; j < sizes[1]; ++j) {
      for (int32_t k = 0; k < sizes[2]; ++k, update += sizes[3]) {
        T *row = output + (((first[0] + i) * outer[1] + first[1] + j) * outer[2] + first[2] + k) * outer[3] + first[3];
        memcpy(row, update, sizeof(T) * static_cast<size_t>(sizes[3]));
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DYNAMIC_UPDATE_SLICE_H
