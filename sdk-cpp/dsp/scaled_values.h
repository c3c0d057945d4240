/* SPDX-License-Identifier: Apache-2.0 */
/** The values of an axis as integers of one scale, a few at a time: no copy of the whole window is needed. */
#ifndef IMPULSE_DSP_SCALED_VALUES_H
#define IMPULSE_DSP_SCALED_VALUES_H

#include "impulse/block.h"

namespace impulse {

/** What integers of an axis stand for. */
struct ValueScale {
  int32_t exponent; /* value = integer * 2^exponent */
  int32_t largest;  /* of float32: the exponent field of the largest; of integers: how far all are shifted to the left */
};

/** The scale with which all magnitudes stay below 2^29 and the largest reaches 2^28; integers and the same values in float32 agree. */
ValueScale find_scale(const impulse_signal *signal, int32_t start, int32_t count, int32_t axis);

/** Values from `start` on as integers, cut off towards 0. */
void read_scaled(const impulse_signal *signal, const ValueScale &scale, int32_t start, int32_t count, int32_t axis, int32_t *out);

/** Values that are read at a time, onto the stack. */
static const int32_t kChunk = 32;

}  // namespace impulse

#endif
