/* SPDX-License-Identifier: Apache-2.0 */
/* Runs on the host only, once: checks the parameters and computes everything that extract() would otherwise compute again and again. */
#include "impulse/deterministic.h"

#include "impulse/plan_writer.h"

using namespace impulse;

extern "C" int32_t template_dsp_configure(const impulse_param *first, int32_t count, const impulse_input *input, impulse_plan_writer *out) {
  const Params params = {first, count};
  const double part_ms = param_number(params, "part", 100.0);
  const double steps = part_ms * input->frequency_hz / 1000.0 + 0.5;
  if (steps < 1.0) return refuse(out, "part %g ms is shorter than one time step", part_ms);
  if (steps >= input->length + 1.0) return refuse(out, "part %g ms is longer than the window", part_ms);
  const int32_t length = (int32_t)steps;
  const int32_t parts = input->length / length;
  write_int(out, input->length); /* extract() reads these in the same order */
  write_int(out, input->axes);
  write_int(out, length);
  write_int(out, parts);
  write_shape(out, parts, input->axes);
  out->scratch_bytes = 0; /* bytes that extract() may use as it likes; they hold nothing between calls */
  return IMPULSE_OK;
}
