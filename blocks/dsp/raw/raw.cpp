/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/signal.h"
#include "impulse/plan_reader.h"
#include "impulse/status.h"

using namespace impulse;

extern "C" int32_t raw_extract(const impulse_plan *plan, const impulse_signal *signal, void *, float *features) {
  const float scale = plan->floats[0];
  const int32_t status = check_signal(signal, plan->shape[0], plan->shape[1]);
  if (status != IMPULSE_OK) return status;
  for (int32_t step = 0; step < signal->length; step++) {
    for (int32_t axis = 0; axis < signal->axes; axis++) *features++ = signal_value(signal, step, axis) * scale;
  }
  return IMPULSE_OK;
}
