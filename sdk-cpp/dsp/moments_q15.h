/* SPDX-License-Identifier: Apache-2.0 */
/** Moments of 16-bit values: integer sums, and a few floats at the end. */
#ifndef IMPULSE_DSP_MOMENTS_Q15_H
#define IMPULSE_DSP_MOMENTS_Q15_H

#include <stdint.h>

namespace impulse {

/** How values are distributed. */
struct ShapeQ15 {
  float rms;      /* where 32768 is 1 */
  float skewness; /* third central moment / stdev^3 */
  float kurtosis; /* fourth central moment / stdev^4 - 3 */
};

/** Of values of -32767..32767; all 0 where they are constant. */
ShapeQ15 shape_of(const int16_t *values, int32_t count);

/** Deviations of unsigned integers from their mean, with 15 bits for the largest, which it returns. `count` > 0. */
uint32_t deviations_of(const float *integers, int32_t count, int16_t *out);

}  // namespace impulse

#endif
