// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_BATCH_MATMUL_S16_H
#define IMPULSE_NN_BATCH_MATMUL_S16_H

#include "batch_matmul.h"
#include "placement.h"
#include "requantize.h"
#include "requantize_wide.h"

namespace impulse_nn {

/// BATCH_MATMUL on int16 with 64-bit sums, operands as in batch_matmul.h; the multiplier as requantize_wide.h.
template <class Op>
IMPULSE_KERNEL void batch_matmul_s16(const int16_t *a, const int16_t *b, int16_t *output) {
  batch_matmul<Op, int64_t>(
      a, b, output, [](int16_t x, int16_t y) { return static_cast<int32_t>(x) * y; },
      [](int64_t sum) { return static_cast<int16_t>(clamp(requantize_wide(sum, Op::multiplier, Op::shift), -32768, 32767)); });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_BATCH_MATMUL_S16_H
