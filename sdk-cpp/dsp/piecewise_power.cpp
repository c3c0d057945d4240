/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/piecewise_power.h"

namespace impulse {

PiecewisePower read_piecewise_power(PlanReader *reader) {
  PiecewisePower plan;
  plan.step = read_int(reader);
  plan.mean = read_int(reader);
  plan.scale = read_float(reader);
  plan.fft = read_real_fft(reader);
  plan.window = read_floats(reader, plan.fft.length / 2 + 1);
  return plan;
}

static void power_of_piece(const PiecewisePower &plan, const float *values, int32_t count, float *scratch) {
  const int32_t length = plan.fft.length;
  const int32_t half = length / 2;
  const int32_t there = count < length ? count : length;
  for (int32_t i = 0; i < there; i++) scratch[i] = values[i] * plan.window[i <= half ? i : length - i];
  for (int32_t i = there; i < length; i++) scratch[i] = 0.0f;
  real_fft(plan.fft, scratch);
  power_spectrum(plan.fft, plan.scale, scratch);
}

void piecewise_power(const PiecewisePower &plan, const float *values, int32_t count, int32_t first_bin, int32_t bins, float *scratch,
                     float *powers) {
  int32_t pieces = 0;
  for (int32_t k = 0; k < bins; k++) powers[k] = 0.0f;
  for (int32_t start = 0; start < count; start += plan.step, pieces++) {
    power_of_piece(plan, values + start, count - start, scratch);
    for (int32_t k = 0; k < bins; k++) {
      const float power = scratch[first_bin + k];
      if (plan.mean) {
        powers[k] += power;
      } else if (power > powers[k]) {
        powers[k] = power;
      }
    }
  }
  if (!plan.mean) return;
  for (int32_t k = 0; k < bins; k++) powers[k] /= (float)pieces;
}

}  // namespace impulse
