/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/block_sum.h"
#include "dsp/conditioned_axis.h"
#include "dsp/signal.h"

namespace impulse {

Decimation read_decimation(PlanReader *reader) {
  Decimation decimation;
  decimation.ratio = read_int(reader);
  decimation.filter = read_butterworth(reader);
  return decimation;
}

Conditioning read_conditioning(PlanReader *reader) {
  Conditioning conditioning;
  conditioning.scale = read_float(reader);
  conditioning.decimation = read_decimation(reader);
  conditioning.filter = read_butterworth(reader);
  return conditioning;
}

/* The first value goes first, so that a constant becomes exactly 0. Returns the largest magnitude. */
static float centre_and_scale(float scale, float *values, int32_t count) {
  const float first = values[0];
  BlockSum sum = {0.0f, 0.0f, 0};
  for (int32_t i = 0; i < count; i++) {
    values[i] -= first;
    add(&sum, values[i]);
  }
  const float mean = value_of(sum) / (float)count;
  float peak = 0.0f;
  for (int32_t i = 0; i < count; i++) {
    const float value = (values[i] - mean) * scale;
    const float magnitude = value < 0.0f ? -value : value;
    values[i] = value;
    if (magnitude > peak) peak = magnitude;
  }
  return peak;
}

int32_t decimate(const Decimation &decimation, float *values, int32_t count) {
  const int32_t kept = (count + decimation.ratio - 1) / decimation.ratio;
  butterworth(decimation.filter, values, count);
  for (int32_t i = 0; i < kept; i++) values[i] = values[i * decimation.ratio];
  return kept;
}

int32_t condition_axis(const Conditioning &conditioning, const impulse_signal *signal, int32_t axis, float *values, float *peak) {
  read_axis(signal, 0, signal->length, axis, values);
  *peak = centre_and_scale(conditioning.scale, values, signal->length);
  const int32_t count = decimate(conditioning.decimation, values, signal->length);
  butterworth(conditioning.filter, values, count);
  return count;
}

}  // namespace impulse
