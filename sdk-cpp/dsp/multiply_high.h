/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IMPULSE_DSP_MULTIPLY_HIGH_H
#define IMPULSE_DSP_MULTIPLY_HIGH_H

#include <stdint.h>

namespace impulse {

/** multiply_high() by four short products: for cores without long multiplication, a fraction of what libgcc takes. */
static inline int32_t multiply_high_by_halves(int32_t a, int32_t b) {
  const uint32_t a_low = (uint32_t)a & 0xffffu;
  const uint32_t b_low = (uint32_t)b & 0xffffu;
  const int32_t a_high = a >> 16;
  const int32_t b_high = b >> 16;
  const int32_t middle = a_high * (int32_t)b_low + (int32_t)((a_low * b_low) >> 16);
  const int32_t rest = (int32_t)a_low * b_high + (middle & 0xffff);
  return a_high * b_high + (middle >> 16) + (rest >> 16);
}

/** The upper half of a product: floor(a * b / 2^32). */
static inline int32_t multiply_high(int32_t a, int32_t b) {
#if defined(__ARM_ARCH_6M__) || defined(__ARM_ARCH_8M_BASE__)
  return multiply_high_by_halves(a, b);
#else
  return (int32_t)(((int64_t)a * b) >> 32);
#endif
}

}  // namespace impulse

#endif
