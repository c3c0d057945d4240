// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_RUNNING_SUMS_H
#define IMPULSE_NN_RUNNING_SUMS_H

#include <stdint.h>

namespace impulse_nn {

/// CUMSUM: along one axis, from its end where Op::reverse is 1, the sum up to each place, without what stands there where Op::exclusive is 1.
/// An output is written behind its input. Works in place.
/// @param input, output  [outer, axis_size, inner]
/// @param start          the sum of nothing
/// @param add            (Sum sum, T value) -> Sum
/// @param finish         (Sum sum) -> T
template <class Op, class Sum, class T, class Add, class Finish>
inline void running_sums(const T *input, T *output, Sum start, Add add, Finish finish) {
  for (int32_t o = 0; o < Op::outer; ++o) {
    for (int32_t i = 0; i < Op::inner; ++i) {
      Sum sum = start;
      for (int32_t a = 0; a < Op::axis_size; ++a) {
        const int32_t place = Op::reverse != 0 ? Op::axis_size - 1 - a : a;
        const int32_t at = (o * Op::axis_size + place) * Op::inner + i;
        const Sum next = add(sum, input[at]);
        output[at] = finish(Op::exclusive != 0 ? sum : next);
        sum = next;
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_RUNNING_SUMS_H
