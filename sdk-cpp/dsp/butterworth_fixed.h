/* SPDX-License-Identifier: Apache-2.0 */
/** The filters of butterworth.h in 32-bit integers, one value at a time. */
#ifndef IMPULSE_DSP_BUTTERWORTH_FIXED_H
#define IMPULSE_DSP_BUTTERWORTH_FIXED_H

#include "dsp/butterworth.h"

namespace impulse {

/** A filter with its factors as integers. */
struct ButterworthFixed {
  int32_t kind;          /* FilterKind */
  int32_t pairs;         /* sections of second order, at most 6 */
  int32_t single;        /* 1: a section of first order behind them */
  const int32_t *tables; /* {damping, a1, a2, a3} for each pair, then the gain of the single section; each as {mantissa, shift} */
};

/** Reads what write_butterworth_fixed() wrote. */
ButterworthFixed read_butterworth_fixed(PlanReader *reader);

/** What a filter remembers: all 0 at rest. */
struct ButterworthState {
  int32_t values[13];
};

/** Bits of the largest magnitude that goes in: what rings behind a step stays far below 2^31. */
static const int32_t kFilterBits = 25;

/** The filter's answer to the next value. */
int32_t filter_value(const ButterworthFixed &filter, ButterworthState *state, int32_t value);

}  // namespace impulse

#endif
