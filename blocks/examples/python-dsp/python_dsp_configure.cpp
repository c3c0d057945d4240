/* SPDX-License-Identifier: Apache-2.0 */
/* Runs on the host only: the checks of dsp.py, and what extract() reads. */
#include "impulse/deterministic.h"

#include "impulse/plan_writer.h"

using namespace impulse;

extern "C" int32_t python_dsp_configure(const impulse_param *first, int32_t count, const impulse_input *input, impulse_plan_writer *out) {
  const Params params = {first, count};
  const double span_ms = param_number(params, "span", 50.0);
  const int32_t steps = (int32_t)(span_ms * input->frequency_hz / 1000.0 + 0.5);
  if (steps < 1 || steps >= input->length) return refuse(out, "span %g ms is not between one time step and the window", span_ms);
  write_int(out, input->length);
  write_int(out, input->axes);
  write_int(out, steps);
  write_float(out, (float)(input->frequency_hz / steps));
  write_shape(out, 5 * input->axes, 0);
  out->scratch_bytes = 0;
  return IMPULSE_OK;
}
