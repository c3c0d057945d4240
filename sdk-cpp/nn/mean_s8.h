// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_MEAN_S8_H
#define IMPULSE_NN_MEAN_S8_H

#include "requantize.h"

namespace impulse_nn {

/// MEAN on int8 over the axes with reduce_* = 1; multiplier and shift include the division by their number of elements.
/// @param input  [size_0, size_1, size_2, size_3]
template <class Op>
inline void mean_s8(const int8_t *input, int8_t *output) {
  const int32_t step_0 = Op::size_1 * Op::size_2 * Op::size_3;
  const int32_t step_1 = Op::size_2 * Op::size_3;
  const int32_t step_2 = Op::size_3;
  const int32_t count = (Op::reduce_0 ? Op::size_0 : 1) * (Op::reduce_1 ? Op::size_1 : 1) * (Op::reduce_2 ? Op::size_2 : 1) *
                        (Op::reduce_3 ? Op::size_3 : 1);
  for (int32_t i = 0; i < (Op::reduce_0 ? 1 : Op::size_0); ++i) {
    for (int32_t j = 0; j < (Op::reduce_1 ? 1 : Op::size_1); ++j) {
      for (int32_t k = 0; k < (Op::reduce_2 ? 1 : Op::size_2); ++k) {
        for (int32_t l = 0; l < (Op::reduce_3 ? 1 : Op::size_3); ++l) {
          const int8_t *first = input + i * step_0 + j * step_1 + k * step_2 + l;
          int32_t sum = 0;
          for (int32_t a = 0; a < (Op::reduce_0 ? Op::size_0 : 1); ++a) {
            for (int32_t b = 0; b < (Op::reduce_1 ? Op::size_1 : 1); ++b) {
              for (int32_t c = 0; c < (Op::reduce_2 ? Op::size_2 : 1); ++c) {
                for (int32_t d = 0; d < (Op::reduce_3 ? Op::size_3 : 1); ++d) sum += first[a * step_0 + b * step_1 + c * step_2 + d];
              }
            }
          }
          const int32_t scaled = requantize(sum - Op::input_zero_point * count, Op::multiplier, Op::shift);
          *output++ = static_cast<int8_t>(clamp(scaled + Op::output_zero_point, -128, 127));
        }
      }
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_MEAN_S8_H
