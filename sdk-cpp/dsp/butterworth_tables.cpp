/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/butterworth_tables.h"
#include "dsp/host_math.h"

namespace impulse {

static const double kPi = 3.14159265358979323846;

int32_t write_butterworth(impulse_plan_writer *out, FilterKind kind, int32_t order, double cutoff) {
  if (kind == FILTER_NONE) order = 0;
  if (kind != FILTER_NONE && (order < 1 || order > 12)) return refuse(out, "filterOrder %d: use 1 to 12", (int)order);
  if (kind != FILTER_NONE && !(cutoff > 0.0 && cutoff < 0.5)) {
    return refuse(out, "the filter's cutoff is %g times the sampling frequency: use less than half of it", cutoff);
  }
  const double g = sin_f64(kPi * cutoff) / cos_f64(kPi * cutoff); /* of the bilinear transform, prewarped */
  write_int(out, kind);
  write_int(out, order / 2);
  write_int(out, order % 2);
  for (int32_t i = 0; i < order / 2; i++) {
    const double damping = 2.0 * sin_turns_f64(2 * i + 1, 4 * (int64_t)order);
    const double a1 = 1.0 / (1.0 + g * (g + damping));
    write_float(out, (float)damping);
    write_float(out, (float)a1);
    write_float(out, (float)(g * a1));
    write_float(out, (float)(g * g * a1));
  }
  if (order % 2) write_float(out, (float)(g / (1.0 + g)));
  return IMPULSE_OK;
}

}  // namespace impulse
