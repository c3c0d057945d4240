/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/dct_tables.h"
#include "dsp/host_math.h"

namespace impulse {

int32_t write_dct(impulse_plan_writer *out, int32_t inputs, int32_t outputs, int32_t lifter) {
  if (outputs < 1 || outputs > inputs) {
    return refuse(out, "%d coefficients of %d filters: use 1 to %d", (int)outputs, (int)inputs, (int)inputs);
  }
  write_int(out, inputs);
  write_int(out, outputs);
  for (int32_t k = 0; k < outputs; k++) {
    const double lift = lifter > 0 ? 1.0 + lifter / 2.0 * sin_turns_f64(k, 2 * (int64_t)lifter) : 1.0;
    const double scale = lift * sqrt((k == 0 ? 1.0 : 2.0) / inputs);
    for (int32_t n = 0; n < (inputs + 1) / 2; n++) {
      write_float(out, (float)(scale * cos_turns_f64((int64_t)k * (2 * n + 1), 4 * (int64_t)inputs)));
    }
  }
  return IMPULSE_OK;
}

}  // namespace impulse
