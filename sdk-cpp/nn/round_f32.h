// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ROUND_F32_H
#define IMPULSE_NN_ROUND_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// The nearest whole number, of two the even one.
inline float nearest_even(float x) {
  const float below = floorf(x);
  const float rest = x - below;
  if (!(rest >= 0.5f)) return below;
  const bool is_even = rest == 0.5f && floorf(below * 0.5f) * 2.0f == below;
  return is_even ? below : below + 1.0f;
}

/// ROUND on float32. Works in place.
template <class Op>
inline void round_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = nearest_even(input[i]);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ROUND_F32_H
