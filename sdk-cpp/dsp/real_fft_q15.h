/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Power spectrum of real values in 16 bits: the transform of real_fft.h with products of one instruction and half of its memory. Before
 * each step the values are shifted down by what they could grow, and no more, so the largest keep 13 to 15 bits.
 */
#ifndef IMPULSE_DSP_REAL_FFT_Q15_H
#define IMPULSE_DSP_REAL_FFT_Q15_H

#include "impulse/plan_reader.h"

namespace impulse {

/** The length of a transform and its table of turns. */
struct RealFftQ15 {
  int32_t length; /* a power of two, 4..8192 */
  int32_t log2_length;
  const int32_t *turns; /* {cos, sin}(2 pi i / length) packed, i = 0..length / 4 - 1 */
};

/** Reads what write_real_fft_q15() wrote. */
RealFftQ15 read_real_fft_q15(PlanReader *reader);

/** Words that power_spectrum_q15() works in: a power for each bin. */
static inline int32_t power_words(const RealFftQ15 &fft) { return fft.length / 2 + 1; }

/**
 * Replaces `length` values of -32767..32767, packed in pairs, times 2^exponent each, by powers |X[k]|^2 / length for k = 0..length / 2 as
 * unsigned integers of up to 2^31 and a bit; returns their exponent.
 */
int32_t power_spectrum_q15(const RealFftQ15 &fft, int32_t exponent, int32_t *words);

}  // namespace impulse

#endif
