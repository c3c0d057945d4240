// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_QUANTIZE_F32_S8_H
#define IMPULSE_NN_QUANTIZE_F32_S8_H

#include "deterministic.h"

namespace impulse_nn {

/// A finite float rounded half away from zero; from 512 on it is 512, beyond which every zero point saturates. In integers: a core
/// without floating point takes a third of the time, one with it no more.
inline int32_t round_half_away(float value) {
  const uint32_t bits = impulse::bits_of_f32(value);
  const uint32_t exponent = (bits >> 23) & 0xff;
  if (exponent < 126) return 0;  // below one half
  const uint32_t shift = 150 - exponent;
  const uint32_t mantissa = (bits & 0x007fffffu) | 0x00800000u;
  const int32_t steps = exponent > 135 ? 512 : static_cast<int32_t>((mantissa + (1u << (shift - 1))) >> shift);
  return (bits >> 31) != 0 ? -steps : steps;
}

/// QUANTIZE float32 to int8: x / scale, rounded half away from zero, saturated. Works in place; x is finite.
template <class Op>
inline void quantize_f32_s8(const float *input, int8_t *output) {
  const float scale = Op::scale;
  for (int32_t i = 0; i < Op::elements; ++i) {
    const int32_t rounded = round_half_away(input[i] / scale) + Op::zero_point;
    output[i] = static_cast<int8_t>(rounded < -128 ? -128 : rounded > 127 ? 127 : rounded);
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_QUANTIZE_F32_S8_H
