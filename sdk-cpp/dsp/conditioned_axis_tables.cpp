/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/conditioned_axis_tables.h"

namespace impulse {

/* Of the filter in front of a decimation: down by 48 dB an octave from 4/5 of the new half rate on. */
static const int32_t kDecimationOrder = 8;
static const double kDecimationCutoff = 0.4;

static int32_t check_ratio(impulse_plan_writer *out, int32_t ratio) {
  return ratio < 1 ? refuse(out, "inputDecimation %d: use 1 or more", (int)ratio) : IMPULSE_OK;
}

static FilterKind filter_in_front_of(int32_t ratio) { return ratio > 1 ? FILTER_LOW_PASS : FILTER_NONE; }

static FilterKind kind_of(const Params &params) {
  return param_is(params, "filter", "low") ? FILTER_LOW_PASS : param_is(params, "filter", "high") ? FILTER_HIGH_PASS : FILTER_NONE;
}

/* Behind the decimation, as a share of its rate */
static double cutoff_of(const Params &params, int32_t ratio, double frequency_hz) {
  return param_number(params, "filterCutoff", 0.0) * ratio / frequency_hz;
}

int32_t write_decimation(impulse_plan_writer *out, int32_t ratio) {
  const int32_t status = check_ratio(out, ratio);
  if (status != IMPULSE_OK) return status;
  write_int(out, ratio);
  return write_butterworth(out, filter_in_front_of(ratio), kDecimationOrder, kDecimationCutoff / ratio);
}

int32_t write_conditioning(impulse_plan_writer *out, const Params &params, double frequency_hz) {
  const int32_t ratio = (int32_t)param_number(params, "inputDecimation", 1.0);
  write_float(out, (float)param_number(params, "scaleAxes", 1.0));
  const int32_t status = write_decimation(out, ratio);
  if (status != IMPULSE_OK) return status;
  const int32_t order = (int32_t)param_number(params, "filterOrder", 6.0);
  return write_butterworth(out, kind_of(params), order, cutoff_of(params, ratio, frequency_hz));
}

int32_t write_decimation_q15(impulse_plan_writer *out, int32_t ratio) {
  const int32_t status = check_ratio(out, ratio);
  if (status != IMPULSE_OK) return status;
  write_int(out, ratio);
  return write_butterworth_fixed(out, filter_in_front_of(ratio), kDecimationOrder, kDecimationCutoff / ratio);
}

int32_t write_conditioning_q15(impulse_plan_writer *out, const Params &params, double frequency_hz) {
  const int32_t ratio = (int32_t)param_number(params, "inputDecimation", 1.0);
  const int32_t status = write_decimation_q15(out, ratio);
  if (status != IMPULSE_OK) return status;
  const int32_t order = (int32_t)param_number(params, "filterOrder", 6.0);
  return write_butterworth_fixed(out, kind_of(params), order, cutoff_of(params, ratio, frequency_hz));
}

}  // namespace impulse
