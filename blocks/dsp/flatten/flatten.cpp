/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/signal.h"
#include "dsp/statistics.h"
#include "impulse/plan_reader.h"
#include "impulse/status.h"

using namespace impulse;

extern "C" int32_t flatten_extract(const impulse_plan *plan, const impulse_signal *signal, void *, float *features) {
  PlanReader reader = read_plan(plan);
  const int32_t length = read_int(&reader);
  const int32_t axes = read_int(&reader);
  const int32_t wanted = read_int(&reader);
  const float scale = read_float(&reader);
  const int32_t status = check_signal(signal, length, axes);
  if (status != IMPULSE_OK) return status;
  for (int32_t axis = 0; axis < axes; axis++) {
    const Statistics of = statistics_of(signal, axis, 0.0f);
    const float all[] = {of.average * scale, of.minimum * scale, of.maximum * scale, of.rms * scale,
                         of.stdev * scale,   of.skewness,        of.kurtosis};
    for (int32_t i = 0; i < 7; i++) {
      if (wanted & (1 << i)) *features++ = all[i];
    }
  }
  return IMPULSE_OK;
}
