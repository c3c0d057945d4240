/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/dct_tables.h"
#include "dsp/host_math.h"
#include "dsp/log2_fixed.h"

namespace impulse {

namespace {

const double kLn2 = 0.693147180559945309417;

double exp2_of(int32_t exponent) { return exponent < 0 ? 1.0 / (double)(1ll << -exponent) : (double)(1ll << exponent); }

int32_t check_outputs(impulse_plan_writer *out, int32_t inputs, int32_t outputs) {
  if (outputs >= 1 && outputs <= inputs) return IMPULSE_OK;
  return refuse(out, "%d coefficients of %d filters: use 1 to %d", (int)outputs, (int)inputs, (int)inputs);
}

double scale_of(int32_t k, int32_t inputs, int32_t lifter) {
  const double lift = lifter > 0 ? 1.0 + lifter / 2.0 * sin_turns_f64(k, 2 * (int64_t)lifter) : 1.0;
  return lift * sqrt((k == 0 ? 1.0 : 2.0) / inputs);
}

double cosine_of(int32_t k, int32_t n, int32_t inputs) { return cos_turns_f64((int64_t)k * (2 * n + 1), 4 * (int64_t)inputs); }

}  // namespace

int32_t write_dct(impulse_plan_writer *out, int32_t inputs, int32_t outputs, int32_t lifter) {
  const int32_t status = check_outputs(out, inputs, outputs);
  if (status != IMPULSE_OK) return status;
  write_int(out, inputs);
  write_int(out, outputs);
  for (int32_t k = 0; k < outputs; k++) {
    const double scale = scale_of(k, inputs, lifter);
    for (int32_t n = 0; n < (inputs + 1) / 2; n++) write_float(out, (float)(scale * cosine_of(k, n, inputs)));
  }
  return IMPULSE_OK;
}

int32_t write_dct_q15(impulse_plan_writer *out, int32_t inputs, int32_t outputs, int32_t lifter, int32_t *exponent) {
  const int32_t status = check_outputs(out, inputs, outputs);
  if (status != IMPULSE_OK) return status;
  double largest = 0.0;
  for (int32_t k = 0; k < outputs; k++) {
    const double scale = scale_of(k, inputs, lifter);
    if (scale > largest) largest = scale;
  }
  int32_t up = 0; /* factors times 2^up lie below 1 */
  for (; largest * kLn2 * exp2_of(up) >= 1.0; up--) {}
  for (; largest * kLn2 * exp2_of(up + 1) < 1.0; up++) {}
  /* an integer times a factor times 2^31, and the upper half of that: one bit less than the factor would leave */
  *exponent = 1 - kLog2Bits - up;
  write_int(out, inputs);
  write_int(out, outputs);
  write_int(out, *exponent);
  for (int32_t k = 0; k < outputs; k++) {
    const double scale = scale_of(k, inputs, lifter) * kLn2 * exp2_of(up);
    for (int32_t n = 0; n < (inputs + 1) / 2; n++) write_int(out, fixed_of_f64(scale * cosine_of(k, n, inputs)));
  }
  return IMPULSE_OK;
}

}  // namespace impulse
