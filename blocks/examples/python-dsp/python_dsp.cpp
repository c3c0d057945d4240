/* SPDX-License-Identifier: Apache-2.0 */
/* The twin of dsp.py: the same figures by float32, without a copy of the window. */
#include "impulse/deterministic.h" /* first: the same bits on every core */

#include "dsp/block_sum.h"
#include "dsp/signal.h"
#include "impulse/plan_reader.h"
#include "impulse/status.h"

using namespace impulse;

/* As dsp.py has them: int16 values are whole numbers there. */
static float value_at(const impulse_signal *signal, int32_t step, int32_t axis) {
  const float value = signal_value(signal, step, axis);
  return signal->dtype == IMPULSE_INT16 ? value * 32768.0f : value;
}

static void write_level(const impulse_signal *signal, int32_t length, int32_t axis, float *features) {
  BlockSum sum = {0.0f, 0.0f, 0}, squares = {0.0f, 0.0f, 0};
  float least = value_at(signal, 0, axis), most = least;
  for (int32_t step = 0; step < length; step++) {
    const float value = value_at(signal, step, axis);
    add(&sum, value);
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const float mean = value_of(sum) / (float)length;
  for (int32_t step = 0; step < length; step++) {
    const float distance = value_at(signal, step, axis) - mean;
    add(&squares, distance * distance);
  }
  features[0] = mean;
  features[1] = sqrt_f32(value_of(squares) / (float)length);
  features[2] = most - least;
}

static void write_jerk(const impulse_signal *signal, int32_t length, int32_t axis, int32_t span, float per_second, float *features) {
  BlockSum sum = {0.0f, 0.0f, 0};
  float largest = 0.0f;
  for (int32_t step = span; step < length; step++) {
    const float change = value_at(signal, step, axis) - value_at(signal, step - span, axis);
    const float size = change < 0.0f ? -change : change;
    add(&sum, size);
    if (size > largest) largest = size;
  }
  features[0] = value_of(sum) / (float)(length - span) * per_second;
  features[1] = largest * per_second;
}

extern "C" int32_t python_dsp_extract(const impulse_plan *plan, const impulse_signal *signal, void *scratch, float *features) {
  (void)scratch;
  PlanReader reader = read_plan(plan);
  const int32_t length = read_int(&reader);
  const int32_t axes = read_int(&reader);
  const int32_t span = read_int(&reader);
  const float per_second = read_float(&reader);
  const int32_t status = check_signal(signal, length, axes);
  if (status != IMPULSE_OK) return status;
  for (int32_t axis = 0; axis < axes; axis++) {
    write_level(signal, length, axis, features + 5 * axis);
    write_jerk(signal, length, axis, span, per_second, features + 5 * axis + 3);
  }
  return IMPULSE_OK;
}
