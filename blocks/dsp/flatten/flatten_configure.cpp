/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "impulse/plan_writer.h"

using namespace impulse;

/* In the order in which extract() writes them. */
static const char *const kFeatures[] = {"average", "minimum", "maximum", "rms", "stdev", "skewness", "kurtosis"};

extern "C" int32_t flatten_configure(const impulse_param *first, int32_t count, const impulse_input *input, impulse_plan_writer *out) {
  const Params params = {first, count};
  int32_t wanted = 0;
  int32_t features = 0;
  for (int32_t i = 0; i < 7; i++) {
    if (param_number(params, kFeatures[i], 1.0) == 0.0) continue;
    wanted |= 1 << i;
    features++;
  }
  if (features == 0) return refuse(out, "all features are switched off: leave one on");
  write_int(out, input->length);
  write_int(out, input->axes);
  write_int(out, wanted);
  write_float(out, (float)param_number(params, "scaleAxes", 1.0));
  write_shape(out, features * input->axes, 0);
  return IMPULSE_OK;
}
