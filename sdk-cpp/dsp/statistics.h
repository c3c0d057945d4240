/* SPDX-License-Identifier: Apache-2.0 */
/** Moments and extremes of the values of one axis. */
#ifndef IMPULSE_DSP_STATISTICS_H
#define IMPULSE_DSP_STATISTICS_H

#include "impulse/block.h"

namespace impulse {

/** Skewness and kurtosis have no unit, the others that of the values. */
struct Statistics {
  float average;
  float minimum;
  float maximum;
  float rms;
  float stdev;    /* of the population: divided by the count */
  float skewness; /* third central moment / stdev^3 */
  float kurtosis; /* fourth central moment / stdev^4 - 3: 0 for a normal distribution */
};

/**
 * Reads the signal twice and copies nothing. Skewness and kurtosis are 0 where no value is further from the mean than
 * `least_deviation`: what is left then is rounding.
 */
Statistics statistics_of(const impulse_signal *signal, int32_t axis, float least_deviation);

/** The same for an array. */
Statistics statistics_of_values(const float *values, int32_t count, float least_deviation);

}  // namespace impulse

#endif
