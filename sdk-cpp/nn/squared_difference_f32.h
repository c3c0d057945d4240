// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SQUARED_DIFFERENCE_F32_H
#define IMPULSE_NN_SQUARED_DIFFERENCE_F32_H

#include "broadcast.h"
#include "deterministic.h"

namespace impulse_nn {

/// SQUARED_DIFFERENCE on float32, operands as in broadcast.h.
template <class Op>
inline void squared_difference_f32(const float *a, const float *b, float *output) {
  broadcast<Op>(a, b, output, [](float x, float y) { return (x - y) * (x - y); });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SQUARED_DIFFERENCE_F32_H
