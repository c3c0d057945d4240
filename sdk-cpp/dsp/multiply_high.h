/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IMPULSE_DSP_MULTIPLY_HIGH_H
#define IMPULSE_DSP_MULTIPLY_HIGH_H

#include <stdint.h>

namespace impulse {

/** The upper half of a product: floor(a * b / 2^32), one instruction where the core has it. */
static inline int32_t multiply_high(int32_t a, int32_t b) {
#if defined(__ARM_ARCH_6M__) || defined(__ARM_ARCH_8M_BASE__)
  /* no long multiplication: four short ones, a fraction of what libgcc takes */
  const uint32_t a_low = (uint32_t)a & 0xffffu;
  const uint32_t b_low = (uint32_t)b & 0xffffu;
  const int32_t a_high = a >> 16;
  const int32_t b_high = b >> 16;
  const int32_t middle = a_high * (int32_t)b_low + (int32_t)((a_low * b_low) >> 16);
  const int32_t rest = (int32_t)a_low * b_high + (middle & 0xffff);
  return a_high * b_high + (middle >> 16) + (rest >> 16);
#else
  return (int32_t)(((int64_t)a * b) >> 32);
#endif
}

}  // namespace impulse

#endif
