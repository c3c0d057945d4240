// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_BATCH_MATMUL_F32_H
#define IMPULSE_NN_BATCH_MATMUL_F32_H

#include "deterministic.h"
#include "batch_matmul.h"
#include "placement.h"

namespace impulse_nn {

/// BATCH_MATMUL on float32, operands as in batch_matmul.h.
template <class Op>
IMPULSE_KERNEL void batch_matmul_f32(const float *a, const float *b, float *output) {
  batch_matmul<Op, float>(a, b, output, [](float x, float y) { return x * y; }, [](float sum) { return sum; });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_BATCH_MATMUL_F32_H
