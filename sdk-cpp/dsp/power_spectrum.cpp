/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/block_float.h"
#include "dsp/power_spectrum.h"

namespace impulse {

static void store_power(int32_t re, int32_t im, int32_t exponent, int32_t *out) {
  const float power = float_of_fixed((uint64_t)((int64_t)re * re) + (uint64_t)((int64_t)im * im), exponent);
  memcpy(__builtin_assume_aligned(out, sizeof power), &power, sizeof power);
}

void power_spectrum(const RealFft &fft, int32_t exponent, int32_t *values) {
  const int32_t half = fft.length / 2;
  const int32_t of_power = 2 * (exponent + real_fft(fft, values)) - fft.log2_length;
  const int32_t nyquist = values[1];
  store_power(values[0], 0, of_power, values);
  for (int32_t k = 1; k < half; k++) store_power(values[2 * k], values[2 * k + 1], of_power, values + k);
  store_power(nyquist, 0, of_power, values + half);
}

}  // namespace impulse
