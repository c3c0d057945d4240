/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Blocks of integers that share an exponent, value = integer * 2^exponent: 29 bits for the largest value, so they are more precise than
 * float32 over a frame, and many times faster on cores without floating point.
 */
#ifndef IMPULSE_DSP_BLOCK_FLOAT_H
#define IMPULSE_DSP_BLOCK_FLOAT_H

#include "impulse/block.h"

namespace impulse {

/** Reads time steps of one axis; all magnitudes stay below 2^29. Returns the exponent; integers and the same values in float32 agree. */
int32_t read_block(const impulse_signal *signal, int32_t start, int32_t count, int32_t axis, int32_t *out);

/** value * 2^exponent, cut off to the 24 bits of a float; 0 where that is too small for a normal one. */
float float_of_fixed(uint64_t value, int32_t exponent);

}  // namespace impulse

#endif
