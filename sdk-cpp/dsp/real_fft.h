/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Discrete Fourier transform of real values in 32-bit integers, in place: a complex transform of half the length by radix-4 steps (one
 * radix-2 step where the power of two is odd), then one pass that separates even and odd. Before each step the values are
 * shifted down where they could overflow, so as many bits as possible stay.
 */
#ifndef IMPULSE_DSP_REAL_FFT_H
#define IMPULSE_DSP_REAL_FFT_H

#include "impulse/plan_reader.h"

namespace impulse {

/** A transform of one length. */
struct RealFft {
  int32_t length;         /* a power of two, 4..8192 */
  int32_t log2_length;
  const int32_t *quarter; /* sin(2 pi i / length) * 2^31 for i = 0..length / 4 */
};

/** Reads what write_real_fft() wrote. */
RealFft read_real_fft(PlanReader *reader);

/**
 * Replaces `length` values of magnitude up to 2^29 by X[k] / 2^e, X[k] = sum x[n] exp(-2 pi i k n / length), and returns e:
 * {X[0], X[length/2], Re X[1], Im X[1], Re X[2], Im X[2], ...}; X[0] and X[length/2] are real.
 */
int32_t real_fft(const RealFft &fft, int32_t *values);

/** Values times a window of which the first half is stored, times 2^31; the values are halved on the way. */
void apply_window(const int32_t *half_window, int32_t *values, int32_t count, int32_t window_length);

}  // namespace impulse

#endif
