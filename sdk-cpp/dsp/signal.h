/* SPDX-License-Identifier: Apache-2.0 */
/** Reading the raw window that a block is given. */
#ifndef IMPULSE_DSP_SIGNAL_H
#define IMPULSE_DSP_SIGNAL_H

#include "impulse/block.h"
#include "impulse/deterministic.h"

namespace impulse {

/** Value of one axis at a time step; int16 becomes value / 32768 and uint8 value / 256, exactly. */
static inline float signal_value(const impulse_signal *signal, int32_t step, int32_t axis) {
  const int32_t column = signal->columns ? signal->columns[axis] : axis;
  const int32_t place = step * signal->stride + column;
  if (signal->dtype == IMPULSE_INT16) return (float)((const int16_t *)signal->values)[place] * (1.0f / 32768.0f);
  if (signal->dtype == IMPULSE_UINT8) return (float)((const uint8_t *)signal->values)[place] * (1.0f / 256.0f);
  return ((const float *)signal->values)[place];
}

/** Copies `count` time steps of one axis, from `start` on, to `out`. */
void read_axis(const impulse_signal *signal, int32_t start, int32_t count, int32_t axis, float *out);

/**
 * IMPULSE_OK, or what is wrong with the signal: another shape than the plan's, a value that is NaN or infinite, or one beyond 1e15, with
 * which a feature might overflow. Blocks call it first and need no check behind.
 */
int32_t check_signal(const impulse_signal *signal, int32_t length, int32_t axes);

}  // namespace impulse

#endif
