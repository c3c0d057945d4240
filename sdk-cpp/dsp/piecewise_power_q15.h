/* SPDX-License-Identifier: Apache-2.0 */
/** What piecewise_power.h does, in 16 bits. */
#ifndef IMPULSE_DSP_PIECEWISE_POWER_Q15_H
#define IMPULSE_DSP_PIECEWISE_POWER_Q15_H

#include "dsp/real_fft_q15.h"

namespace impulse {

/** How pieces are cut out, faded and combined. */
struct PiecewisePowerQ15 {
  int32_t step;          /* values from one piece to the next */
  int32_t mean;          /* 1: the sum over the pieces, 0: the largest */
  const int32_t *window; /* fft.length / 2 + 1 values, two to a word, symmetric behind */
  RealFftQ15 fft;
};

/** Reads what write_piecewise_power_q15() wrote. */
PiecewisePowerQ15 read_piecewise_power_q15(PlanReader *reader);

/**
 * Leaves |X[k]|^2 / fft.length for `bins` values of k from `first_bin` on as unsigned integers in the places of `powers`; returns their
 * exponent. Pieces begin every `step` values; the last ones are filled up with zeros. `words` holds power_words(). Of the mean, this is the
 * sum: `pieces` times as much.
 */
int32_t piecewise_power_q15(const PiecewisePowerQ15 &plan, const int16_t *values, int32_t exponent, int32_t count, int32_t first_bin,
                            int32_t bins, int32_t *words, float *powers);

/** How many pieces `count` values have. */
static inline int32_t pieces_of(const PiecewisePowerQ15 &plan, int32_t count) {
  int32_t pieces = 0;
  for (int32_t start = 0; start < count; start += plan.step) pieces++; /* few: a division would need more flash than time */
  return pieces;
}

}  // namespace impulse

#endif
