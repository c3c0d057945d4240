/* SPDX-License-Identifier: Apache-2.0 */
#include "dsp/piecewise_power_q15.h"

#include "dsp/q15.h"

namespace impulse {

PiecewisePowerQ15 read_piecewise_power_q15(PlanReader *reader) {
  PiecewisePowerQ15 plan;
  plan.step = read_int(reader);
  plan.mean = read_int(reader);
  plan.fft = read_real_fft_q15(reader);
  plan.window = read_ints(reader, plan.fft.length / 4 + 1);
  return plan;
}

namespace {

/* Of all pieces so far, as they lie in the features */
struct Combined {
  int32_t exponent;
  uint32_t magnitudes; /* or-ed; 0 where there is no piece yet */
};

uint32_t magnitudes_of(const int16_t *values, int32_t count) {
  int32_t magnitudes = 0;
  for (int32_t i = 0; i < count; i++) magnitudes |= values[i] < 0 ? -values[i] : values[i];
  return (uint32_t)magnitudes;
}

/* The piece times its window, with 15 bits for the largest, packed; the exponent by which it is shifted up */
int32_t fade(const PiecewisePowerQ15 &plan, const int16_t *values, int32_t count, uint32_t magnitudes, int32_t *words) {
  const int32_t length = plan.fft.length;
  const int32_t up = 15 - bit_length(magnitudes);
  const int32_t shift = 15 - up;
  const int32_t half = (1 << shift) >> 1;
  for (int32_t i = 0; i < length; i += 2) {
    int32_t pair[2] = {0, 0};
    for (int32_t j = 0; j < 2 && i + j < count; j++) pair[j] = (values[i + j] * window_q15(plan.window, length, i + j) + half) >> shift;
    words[i / 2] = pack_q15(pair[0], pair[1]);
  }
  return up;
}

/* Shifts of 32 and more, too */
uint32_t right(uint32_t value, int32_t shift) { return shift > 31 ? 0 : value >> shift; }

/* Sums keep a bit free: neither of the two reaches 2^31. */
void combine(bool mean, int32_t exponent, const int32_t *piece, int32_t bins, Combined *combined, float *powers) {
  const int32_t least = mean ? exponent + 1 : exponent;
  const int32_t grown = combined->exponent + (mean && combined->magnitudes >> 31 ? 1 : 0);
  const int32_t target = combined->magnitudes == 0 || least > grown ? least : grown;
  uint32_t magnitudes = 0;
  for (int32_t k = 0; k < bins; k++) {
    const uint32_t power = right((uint32_t)piece[k], target - exponent);
    const uint32_t before = combined->magnitudes == 0 ? 0 : right((uint32_t)load_int(powers + k), target - combined->exponent);
    const uint32_t now = mean ? before + power : before > power ? before : power;
    magnitudes |= now;
    store_int((int32_t)now, powers + k);
  }
  combined->exponent = target;
  combined->magnitudes = magnitudes;
}

}  // namespace

int32_t piecewise_power_q15(const PiecewisePowerQ15 &plan, const int16_t *values, int32_t exponent, int32_t count, int32_t first_bin,
                            int32_t bins, int32_t *words, float *powers) {
  Combined combined = {0, 0};
  for (int32_t k = 0; k < bins; k++) store_int(0, powers + k);
  for (int32_t start = 0; start < count; start += plan.step) {
    const int32_t there = count - start < plan.fft.length ? count - start : plan.fft.length;
    const uint32_t magnitudes = magnitudes_of(values + start, there);
    if (magnitudes == 0) continue;
    const int32_t up = fade(plan, values + start, there, magnitudes, words);
    const int32_t of_power = power_spectrum_q15(plan.fft, exponent - up, words);
    combine(plan.mean != 0, of_power, words + first_bin, bins, &combined, powers);
  }
  return combined.exponent;
}

}  // namespace impulse
