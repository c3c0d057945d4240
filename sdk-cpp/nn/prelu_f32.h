// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_PRELU_F32_H
#define IMPULSE_NN_PRELU_F32_H

#include "broadcast.h"
#include "deterministic.h"

namespace impulse_nn {

/// PRELU on float32: alpha * x below 0. Input and alpha as in broadcast.h.
template <class Op>
inline void prelu_f32(const float *input, const float *alpha, float *output) {
  broadcast<Op>(input, alpha, output, [](float x, float slope) { return x >= 0.0f ? x : x * slope; });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_PRELU_F32_H
