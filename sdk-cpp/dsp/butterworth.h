/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Butterworth low-pass and high-pass filters as a chain of state variable filters with trapezoidal integrators. Their answer is that of
 * the bilinear transform; unlike direct forms they keep their precision in float32 at cutoffs far below the sampling frequency.
 */
#ifndef IMPULSE_DSP_BUTTERWORTH_H
#define IMPULSE_DSP_BUTTERWORTH_H

#include "impulse/plan_reader.h"

namespace impulse {

/** What a filter lets pass; as the plan has it. */
enum FilterKind { FILTER_NONE = 0, FILTER_LOW_PASS = 1, FILTER_HIGH_PASS = 2 };

/** A filter as the plan has it. */
struct Butterworth {
  int32_t kind;        /* FilterKind */
  int32_t pairs;       /* sections of second order */
  int32_t single;      /* 1: a section of first order behind them */
  const float *tables; /* {damping, a1, a2, a3} for each pair, then the gain of the single section */
};

/** Reads what write_butterworth() wrote. */
Butterworth read_butterworth(PlanReader *reader);

/** Filters values in place, from rest. */
void butterworth(const Butterworth &filter, float *values, int32_t count);

}  // namespace impulse

#endif
