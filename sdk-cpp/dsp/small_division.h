/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Division and roots bit by bit, for fixed-point blocks: a hundred bytes where a core without divider and FPU links kilobytes of libgcc and
 * libm for a few of them a window.
 */
#ifndef IMPULSE_DSP_SMALL_DIVISION_H
#define IMPULSE_DSP_SMALL_DIVISION_H

#include "impulse/deterministic.h"

namespace impulse {

/** floor(value / divisor), where that is below 2^32 and the divisor below 2^31. */
uint32_t divide_whole(uint64_t value, uint32_t divisor);

/** a / b as IEEE 754 rounds it, where all three are normal or a is 0; 0 where the quotient is too small for a normal float. */
float divide_f32(float a, float b);

/** The square root as IEEE 754 rounds it, of a normal positive number or 0. */
float root_f32(float value);

/** -value, where the compiler does not see it: it would make a subtraction of the addition behind. */
float negated_f32(float value);

/** a - b as an addition, since cores without FPU link a function of 800 bytes for each. */
static inline float subtract_f32(float a, float b) { return a + negated_f32(b); }

}  // namespace impulse

#endif
