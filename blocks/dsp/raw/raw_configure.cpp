/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "impulse/plan_writer.h"

using namespace impulse;

extern "C" int32_t raw_configure(const impulse_param *first, int32_t count, const impulse_input *input, impulse_plan_writer *out) {
  const Params params = {first, count};
  write_float(out, (float)param_number(params, "scaleAxes", 1.0));
  write_shape(out, input->length, input->axes);
  return IMPULSE_OK;
}
