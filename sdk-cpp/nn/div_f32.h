// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DIV_F32_H
#define IMPULSE_NN_DIV_F32_H

#include "broadcast.h"
#include "float_range.h"

namespace impulse_nn {

/// DIV on float32, operands as in broadcast.h.
template <class Op>
inline void div_f32(const float *a, const float *b, float *output) {
  broadcast<Op>(a, b, output, [](float x, float y) { return activate_f32<Op>(x / y); });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DIV_F32_H
