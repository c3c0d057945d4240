// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FLOOR_MOD_F32_H
#define IMPULSE_NN_FLOOR_MOD_F32_H

#include "broadcast.h"
#include "deterministic.h"

namespace impulse_nn {

/// What is left of a / b, with the sign of b; fmod() is exact.
inline float remainder_down(float a, float b) {
  const float remainder = fmodf(a, b);
  return remainder != 0.0f && (remainder < 0.0f) != (b < 0.0f) ? remainder + b : remainder;
}

/// FLOOR_MOD on float32, operands as in broadcast.h.
template <class Op>
inline void floor_mod_f32(const float *a, const float *b, float *output) {
  broadcast<Op>(a, b, output, remainder_down);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FLOOR_MOD_F32_H
