/* SPDX-License-Identifier: Apache-2.0 */
/** Power by frequency of a series of values: transforms of short pieces, combined by their largest value or their mean. */
#ifndef IMPULSE_DSP_PIECEWISE_POWER_H
#define IMPULSE_DSP_PIECEWISE_POWER_H

#include "dsp/real_fft.h"

namespace impulse {

/** How a series is cut into pieces. */
struct PiecewisePower {
  int32_t step;          /* values from one piece to the next */
  int32_t mean;          /* 1: the mean over the pieces, 0: the largest */
  const int32_t *window; /* fft.length / 2 + 1 values times 2^31, symmetric behind */
  RealFft fft;
};

/** Reads what write_piecewise_power() wrote. */
PiecewisePower read_piecewise_power(PlanReader *reader);

/**
 * Writes |X[k]|^2 / fft.length for `bins` values of k from `first_bin` on. Pieces begin every `step` values; the last ones are filled up
 * with zeros. `scratch` holds fft.length values.
 */
void piecewise_power(const PiecewisePower &plan, const float *values, int32_t count, int32_t first_bin, int32_t bins, float *scratch,
                     float *powers);

}  // namespace impulse

#endif
