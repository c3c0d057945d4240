/* SPDX-License-Identifier: Apache-2.0 */
/* Runs on the host and, unchanged, on the device: C++11, no heap, no exceptions, C headers only, no libm but square roots. */
#include "impulse/deterministic.h" /* first: the same bits on every core */

#include "dsp/block_sum.h" /* parts of sdk-cpp/dsp are compiled along because they are included */
#include "dsp/signal.h"
#include "impulse/plan_reader.h"
#include "impulse/status.h"

using namespace impulse;

static float rms_of_part(const impulse_signal *signal, int32_t start, int32_t length, int32_t axis) {
  BlockSum energy = {0.0f, 0.0f, 0};
  for (int32_t i = 0; i < length; i++) {
    const float value = signal_value(signal, start + i, axis);
    add(&energy, value * value);
  }
  return sqrt_f32(value_of(energy) / (float)length);
}

extern "C" int32_t template_dsp_extract(const impulse_plan *plan, const impulse_signal *signal, void *scratch, float *features) {
  (void)scratch;
  PlanReader reader = read_plan(plan);
  const int32_t window_length = read_int(&reader);
  const int32_t axes = read_int(&reader);
  const int32_t length = read_int(&reader);
  const int32_t parts = read_int(&reader);
  const int32_t status = check_signal(signal, window_length, axes); /* NaN and Inf are refused here */
  if (status != IMPULSE_OK) return status;
  for (int32_t part = 0; part < parts; part++) {
    for (int32_t axis = 0; axis < axes; axis++) *features++ = rms_of_part(signal, part * length, length, axis);
  }
  return IMPULSE_OK;
}
