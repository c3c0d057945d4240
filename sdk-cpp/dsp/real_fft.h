/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Discrete Fourier transform of real values, in place: a complex transform of half the length by radix-4 steps (one radix-2 step where
 * the power of two is odd), then one pass that separates even and odd.
 */
#ifndef IMPULSE_DSP_REAL_FFT_H
#define IMPULSE_DSP_REAL_FFT_H

#include "impulse/plan_reader.h"

namespace impulse {

struct RealFft {
  int32_t length;       /* a power of two, 4..8192 */
  const float *quarter; /* sin(2 pi i / length) for i = 0..length / 4 */
};

RealFft read_real_fft(PlanReader *reader);

/**
 * Replaces `length` real values by their spectrum X[k] = sum x[n] exp(-2 pi i k n / length):
 * {X[0], X[length/2], Re X[1], Im X[1], Re X[2], Im X[2], ...}; X[0] and X[length/2] are real.
 */
void real_fft(const RealFft &fft, float *values);

/** Replaces a spectrum in the order of real_fft() by `length / 2 + 1` values |X[k]|^2 * scale. */
void power_spectrum(const RealFft &fft, float scale, float *values);

}  // namespace impulse

#endif
