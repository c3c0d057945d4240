/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/conditioned_axis_tables.h"

namespace impulse {

/* Of the filter in front of a decimation: down by 48 dB an octave from 4/5 of the new half rate on. */
static const int32_t kDecimationOrder = 8;
static const double kDecimationCutoff = 0.4;

int32_t write_decimation(impulse_plan_writer *out, int32_t ratio) {
  if (ratio < 1) return refuse(out, "inputDecimation %d: use 1 or more", (int)ratio);
  write_int(out, ratio);
  return write_butterworth(out, ratio > 1 ? FILTER_LOW_PASS : FILTER_NONE, kDecimationOrder, kDecimationCutoff / ratio);
}

int32_t write_conditioning(impulse_plan_writer *out, const Params &params, double frequency_hz) {
  const int32_t ratio = (int32_t)param_number(params, "inputDecimation", 1.0);
  const FilterKind kind = param_is(params, "filter", "low")    ? FILTER_LOW_PASS
                          : param_is(params, "filter", "high") ? FILTER_HIGH_PASS
                                                               : FILTER_NONE;
  write_float(out, (float)param_number(params, "scaleAxes", 1.0));
  const int32_t status = write_decimation(out, ratio);
  if (status != IMPULSE_OK) return status;
  const double cutoff = param_number(params, "filterCutoff", 0.0) * ratio / frequency_hz;
  return write_butterworth(out, kind, (int32_t)param_number(params, "filterOrder", 6.0), cutoff);
}

}  // namespace impulse
