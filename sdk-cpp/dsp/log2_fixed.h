/* SPDX-License-Identifier: Apache-2.0 */
/** Binary logarithm of integers: the place of the first bit, and a table of what follows, with straight lines between its 64 places. */
#ifndef IMPULSE_DSP_LOG2_FIXED_H
#define IMPULSE_DSP_LOG2_FIXED_H

#include <stdint.h>

namespace impulse {

/** Less than any logarithm of what is not 0. */
static const int32_t kLog2OfNothing = -(1 << 26);

/** log2(value * 2^exponent) * 2^16, error below 7 units (0.0003 dB of a power); kLog2OfNothing of 0. |exponent| < 256. */
int32_t log2_fixed(uint64_t value, int32_t exponent);

/** What 1 is in the result. */
static const int32_t kLog2Bits = 16;

}  // namespace impulse

#endif
