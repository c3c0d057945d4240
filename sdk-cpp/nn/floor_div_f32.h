// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FLOOR_DIV_F32_H
#define IMPULSE_NN_FLOOR_DIV_F32_H

#include "broadcast.h"
#include "deterministic.h"

namespace impulse_nn {

/// floor(a / b) of the quotient in double, as TFLite has it; a quotient without fraction keeps its sign, of 0 as well.
inline float floor_of_quotient(float a, float b) {
  const double quotient = static_cast<double>(a) / static_cast<double>(b);
  const double whole_above = 4503599627370496.0;  // 2^52
  if (!(quotient > -whole_above && quotient < whole_above)) return static_cast<float>(quotient);
  const double whole = static_cast<double>(static_cast<int64_t>(quotient));
  return static_cast<float>(whole > quotient ? whole - 1.0 : whole < quotient ? whole : quotient);
}

/// FLOOR_DIV on float32, operands as in broadcast.h.
template <class Op>
inline void floor_div_f32(const float *a, const float *b, float *output) {
  broadcast<Op>(a, b, output, floor_of_quotient);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FLOOR_DIV_F32_H
