// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_BATCH_MATMUL_S8_H
#define IMPULSE_NN_BATCH_MATMUL_S8_H

#include "batch_matmul.h"
#include "placement.h"
#include "requantize.h"

namespace impulse_nn {

/// BATCH_MATMUL on int8, operands as in batch_matmul.h, each with one scale and zero point.
template <class Op>
IMPULSE_KERNEL void batch_matmul_s8(const int8_t *a, const int8_t *b, int8_t *output) {
  batch_matmul<Op, int32_t>(
      a, b, output, [](int8_t x, int8_t y) { return (x - Op::zero_point_a) * (y - Op::zero_point_b); },
      [](int32_t sum) {
        return static_cast<int8_t>(clamp(requantize(sum, Op::multiplier, Op::shift) + Op::output_zero_point, -128, 127));
      });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_BATCH_MATMUL_S8_H
