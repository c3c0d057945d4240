/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/block_float.h"
#include "dsp/piecewise_power.h"
#include "dsp/power_spectrum.h"

namespace impulse {

PiecewisePower read_piecewise_power(PlanReader *reader) {
  PiecewisePower plan;
  plan.step = read_int(reader);
  plan.mean = read_int(reader);
  plan.fft = read_real_fft(reader);
  plan.window = read_ints(reader, plan.fft.length / 2 + 1);
  return plan;
}

static void power_of_piece(const PiecewisePower &plan, const float *values, int32_t count, float *scratch) {
  const int32_t length = plan.fft.length;
  const int32_t there = count < length ? count : length;
  const impulse_signal piece = {values, IMPULSE_FLOAT32, there, 1, 1, NULL};
  int32_t *fixed = (int32_t *)(void *)scratch;
  const int32_t exponent = read_block(&piece, 0, there, 0, fixed);
  apply_window(plan.window, fixed, there, length);
  for (int32_t i = there; i < length; i++) fixed[i] = 0;
  power_spectrum(plan.fft, exponent + 1, fixed);
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
