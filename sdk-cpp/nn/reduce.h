// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_REDUCE_H
#define IMPULSE_NN_REDUCE_H

#include <stdint.h>

namespace impulse_nn {

/// Reduces over the axes with reduce_* = 1: the frame of MEAN and REDUCE_MAX.
/// @param input    [size_0, size_1, size_2, size_3]
/// @param start    what each output begins with
/// @param combine  (result so far, element) -> result, in the order of the elements
/// @param finish   takes each result, in the order of the outputs
template <class Op, class T, class Result, class Combine, class Finish>
inline void reduce(const T *input, Result start, Combine combine, Finish finish) {
  const int32_t step_0 = Op::size_1 * Op::size_2 * Op::size_3;
  const int32_t step_1 = Op::size_2 * Op::size_3;
  const int32_t step_2 = Op::size_3;
  for (int32_t i = 0; i < (Op::reduce_0 ? 1 : Op::size_0); ++i) {
    for (int32_t j = 0; j < (Op::reduce_1 ? 1 : Op::size_1); ++j) {
      for (int32_t k = 0; k < (Op::reduce_2 ? 1 : Op::size_2); ++k) {
        for (int32_t l = 0; l < (Op::reduce_3 ? 1 : Op::size_3); ++l) {
          const T *first = input + i * step_0 + j * step_1 + k * step_2 + l;
          Result result = start;
          for (int32_t a = 0; a < (Op::reduce_0 ? Op::size_0 : 1); ++a) {
            for (int32_t b = 0; b < (Op::reduce_1 ? Op::size_1 : 1); ++b) {
              for (int32_t c = 0; c < (Op::reduce_2 ? Op::size_2 : 1); ++c) {
                for (int32_t d = 0; d < (Op::reduce_3 ? Op::size_3 : 1); ++d) {
                  result = combine(result, first[a * step_0 + b * step_1 + c * step_2 + d]);
                }
              }
            }
          }
          finish(result);
        }
      }
    }
  }
}

/// How many elements make one output.
template <class Op>
inline int32_t reduced_count() {
  return (Op::reduce_0 ? Op::size_0 : 1) * (Op::reduce_1 ? Op::size_1 : 1) * (Op::reduce_2 ? Op::size_2 : 1) *
         (Op::reduce_3 ? Op::size_3 : 1);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_REDUCE_H
