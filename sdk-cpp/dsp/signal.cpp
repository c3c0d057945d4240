/* SPDX-License-Identifier: Apache-2.0 */
#include "dsp/signal.h"

#include "impulse/status.h"

namespace impulse {

/* Bits of 1e15f: squares of values below, summed over a window, stay far from the largest float. */
static const uint32_t kLargestMagnitude = 0x58635fa9u;

void read_axis(const impulse_signal *signal, int32_t start, int32_t count, int32_t axis, float *out) {
  const int32_t column = signal->columns ? signal->columns[axis] : axis;
  const int32_t stride = signal->stride;
  const int32_t first = start * stride + column;
  if (signal->dtype == IMPULSE_INT16) {
    const int16_t *in = (const int16_t *)signal->values + first;
    for (int32_t i = 0; i < count; i++, in += stride) out[i] = (float)*in * (1.0f / 32768.0f);
  } else if (signal->dtype == IMPULSE_UINT8) {
    const uint8_t *in = (const uint8_t *)signal->values + first;
    for (int32_t i = 0; i < count; i++, in += stride) out[i] = (float)*in * (1.0f / 256.0f);
  } else {
    const float *in = (const float *)signal->values + first;
    for (int32_t i = 0; i < count; i++, in += stride) out[i] = *in;
  }
}

static int32_t check_value(float value) {
  const uint32_t magnitude = bits_of_f32(value) & 0x7fffffffu;
  if (magnitude <= kLargestMagnitude) return IMPULSE_OK;
  return is_finite_f32(value) ? IMPULSE_OVERFLOW : IMPULSE_NOT_FINITE;
}

int32_t check_signal(const impulse_signal *signal, int32_t length, int32_t axes) {
  if (signal->length != length || signal->axes != axes) return IMPULSE_BAD_SIGNAL;
  if (signal->dtype != IMPULSE_FLOAT32) return IMPULSE_OK;
  for (int32_t axis = 0; axis < axes; axis++) {
    const float *in = (const float *)signal->values + (signal->columns ? signal->columns[axis] : axis);
    for (int32_t i = 0; i < length; i++, in += signal->stride) {
      const int32_t status = check_value(*in);
      if (status != IMPULSE_OK) return status;
    }
  }
  return IMPULSE_OK;
}

}  // namespace impulse
