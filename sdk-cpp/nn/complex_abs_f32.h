// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_COMPLEX_ABS_F32_H
#define IMPULSE_NN_COMPLEX_ABS_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// sqrt(re^2 + im^2) within a unit in the last place, squares brought to where they neither overflow nor vanish; as hypot() has it, infinite where one
/// part is, else NaN where one part is.
inline float magnitude_of(float re, float im) {
  const float a = impulse::f32_of_bits(impulse::bits_of_f32(re) & 0x7fffffffu), b = impulse::f32_of_bits(impulse::bits_of_f32(im) & 0x7fffffffu);
  // the order of floats without sign is that of their bits
  const uint32_t bits_a = impulse::bits_of_f32(a), bits_b = impulse::bits_of_f32(b);
  const uint32_t largest = bits_a > bits_b ? bits_a : bits_b;
  const uint32_t infinite = 0x7f800000u;
  if (largest >= infinite) return impulse::f32_of_bits(bits_a == infinite || bits_b == infinite ? infinite : 0x7fc00000u);
  const bool is_large = largest >= 0x5f000000u;   // 2^63
  const bool is_small = largest < 0x2b800000u;    // 2^-40
  if (!is_large && !is_small) return impulse::sqrt_f32(a * a + b * b);
  const float factor = is_large ? 7.8886090522101181e-31f : 1.2676506002282294e+30f;  // 2^-100, 2^100
  const float back = is_large ? 1.2676506002282294e+30f : 7.8886090522101181e-31f;
  const float x = a * factor, y = b * factor;
  return impulse::sqrt_f32(x * x + y * y) * back;
}

/// COMPLEX_ABS: magnitudes of complex numbers. The output may lie over the input, where that begins.
/// @param input  [elements] complex numbers, real part first
template <class Op>
inline void complex_abs_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = magnitude_of(input[2 * i], input[2 * i + 1]);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_COMPLEX_ABS_F32_H
