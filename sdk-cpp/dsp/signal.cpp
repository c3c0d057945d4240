/* SPDX-License-Identifier: Apache-2.0 */
#include "dsp/signal.h"

#include "impulse/status.h"

namespace impulse {

void read_axis(const impulse_signal *signal, int32_t start, int32_t count, int32_t axis, float *out) {
  const int32_t column = signal->columns ? signal->columns[axis] : axis;
  const int32_t stride = signal->stride;
  const int32_t first = start * stride + column;
  if (signal->dtype == IMPULSE_INT16) {
    const int16_t *in = (const int16_t *)signal->values + first;
    for (int32_t i = 0; i < count; i++, in += stride) out[i] = (float)*in * (1.0f / 32768.0f);
  } else {
    const float *in = (const float *)signal->values + first;
    for (int32_t i = 0; i < count; i++, in += stride) out[i] = *in;
  }
}

static bool all_finite(const impulse_signal *signal) {
  for (int32_t axis = 0; axis < signal->axes; axis++) {
    const float *in = (const float *)signal->values + (signal->columns ? signal->columns[axis] : axis);
    for (int32_t i = 0; i < signal->length; i++, in += signal->stride) {
      if (!is_finite_f32(*in)) return false;
    }
  }
  return true;
}

int32_t check_signal(const impulse_signal *signal, int32_t length, int32_t axes) {
  if (signal->length != length || signal->axes != axes) return IMPULSE_BAD_SIGNAL;
  if (signal->dtype == IMPULSE_FLOAT32 && !all_finite(signal)) return IMPULSE_NOT_FINITE;
  return IMPULSE_OK;
}

int32_t check_features(const float *features, int32_t count) {
  for (int32_t i = 0; i < count; i++) {
    if (!is_finite_f32(features[i])) return IMPULSE_OVERFLOW;
  }
  return IMPULSE_OK;
}

}  // namespace impulse
