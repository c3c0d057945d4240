/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IMPULSE_DSP_UNIT_SCALE_H
#define IMPULSE_DSP_UNIT_SCALE_H

#include "impulse/deterministic.h"

namespace impulse {

/**
 * The power of two that brings a positive value to 1..2, or as near as float32 has one. Scaling by it is exact, and powers of what is
 * scaled neither vanish nor overflow.
 */
static inline float unit_scale(float value) {
  const int32_t inverse = 254 - (int32_t)(bits_of_f32(value) >> 23);
  return f32_of_bits((uint32_t)(inverse > 253 ? 253 : inverse < 1 ? 1 : inverse) << 23);
}

}  // namespace impulse

#endif
