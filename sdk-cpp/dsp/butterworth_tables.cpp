/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/butterworth_tables.h"
#include "dsp/host_math.h"
#include "dsp/q15_tables.h"

namespace impulse {

namespace {

const double kPi = 3.14159265358979323846;

const double kLeastFixedCutoff = 1.0 / 500.0;

/* A section of second order: damping, and what its two integrators take of their inputs */
struct Pair {
  double factors[4];
};

int32_t check_filter(impulse_plan_writer *out, int32_t order, double cutoff) {
  if (order < 1 || order > 12) return refuse(out, "filterOrder %d: use 1 to 12", (int)order);
  if (cutoff > 0.0 && cutoff < 0.5) return IMPULSE_OK;
  return refuse(out, "the filter's cutoff is %g times the sampling frequency: use less than half of it", cutoff);
}

/* Of the bilinear transform, prewarped */
double integrator_gain(double cutoff) { return sin_f64(kPi * cutoff) / cos_f64(kPi * cutoff); }

Pair pair_of(int32_t i, int32_t order, double g) {
  const double damping = 2.0 * sin_turns_f64(2 * i + 1, 4 * (int64_t)order);
  const double a1 = 1.0 / (1.0 + g * (g + damping));
  const Pair pair = {{damping, a1, g * a1, g * g * a1}};
  return pair;
}

void write_layout(impulse_plan_writer *out, FilterKind kind, int32_t order) {
  write_int(out, kind);
  write_int(out, order / 2);
  write_int(out, order % 2);
}

/* For the upper half of a product with the mantissa: a shift to the right, or negative to the left */
void write_factor(impulse_plan_writer *out, double value) {
  const ScaledFactor factor = scaled_factor(value);
  write_int(out, factor.mantissa);
  write_int(out, -32 - factor.exponent);
}

}  // namespace

int32_t write_butterworth(impulse_plan_writer *out, FilterKind kind, int32_t order, double cutoff) {
  if (kind == FILTER_NONE) order = 0;
  const int32_t status = kind == FILTER_NONE ? IMPULSE_OK : check_filter(out, order, cutoff);
  if (status != IMPULSE_OK) return status;
  const double g = kind == FILTER_NONE ? 0.0 : integrator_gain(cutoff); /* without a filter the cutoff may be any number */
  write_layout(out, kind, order);
  for (int32_t i = 0; i < order / 2; i++) {
    const Pair pair = pair_of(i, order, g);
    for (double factor : pair.factors) write_float(out, (float)factor);
  }
  if (order % 2) write_float(out, (float)(g / (1.0 + g)));
  return IMPULSE_OK;
}

int32_t write_butterworth_fixed(impulse_plan_writer *out, FilterKind kind, int32_t order, double cutoff) {
  if (kind == FILTER_NONE) order = 0;
  const int32_t status = kind == FILTER_NONE ? IMPULSE_OK : check_filter(out, order, cutoff);
  if (status != IMPULSE_OK) return status;
  if (kind != FILTER_NONE && cutoff < kLeastFixedCutoff) {
    return refuse(out, "the filter's cutoff is %g times the sampling frequency, below 1/500: that needs arithmetic: float", cutoff);
  }
  const double g = kind == FILTER_NONE ? 0.0 : integrator_gain(cutoff); /* without a filter the cutoff may be any number */
  write_layout(out, kind, order);
  for (int32_t i = 0; i < order / 2; i++) {
    const Pair pair = pair_of(i, order, g);
    for (double factor : pair.factors) write_factor(out, factor);
  }
  if (order % 2) write_factor(out, g / (1.0 + g));
  return IMPULSE_OK;
}

}  // namespace impulse
