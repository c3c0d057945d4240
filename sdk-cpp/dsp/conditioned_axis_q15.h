/* SPDX-License-Identifier: Apache-2.0 */
/** What conditioned_axis.h does, to 16 bits; filters run in 32. */
#ifndef IMPULSE_DSP_CONDITIONED_AXIS_Q15_H
#define IMPULSE_DSP_CONDITIONED_AXIS_Q15_H

#include "dsp/butterworth_fixed.h"

namespace impulse {

/** Keeps one value in `ratio`, behind a low-pass filter. */
struct DecimationQ15 {
  int32_t ratio;
  ButterworthFixed filter;
};

/** Reads what write_decimation_q15() wrote. */
DecimationQ15 read_decimation_q15(PlanReader *reader);

/** A decimation, and the filter behind it. */
struct ConditioningQ15 {
  DecimationQ15 decimation;
  ButterworthFixed filter;
};

/** Reads what write_conditioning_q15() wrote. */
ConditioningQ15 read_conditioning_q15(PlanReader *reader);

/** Values of 15 bits and a sign, times 2^exponent. */
struct AxisQ15 {
  int32_t count;
  int32_t exponent;
  int32_t log2_peak;    /* logarithm (log2_fixed.h) of the largest magnitude before the filters */
  int32_t log2_largest; /* and of the largest that is left */
};

/** Leaves an axis without its mean in `values`, with 15 bits for the largest; a constant becomes 0. */
AxisQ15 centre_axis_q15(const impulse_signal *signal, int32_t axis, int16_t *values);

/**
 * The same behind decimation and filter, which run twice, first to find the largest.
 */
AxisQ15 condition_axis_q15(const ConditioningQ15 &conditioning, const impulse_signal *signal, int32_t axis, int16_t *values);

/** In place. */
void decimate_q15(const DecimationQ15 &decimation, int16_t *values, AxisQ15 *axis);

}  // namespace impulse

#endif
