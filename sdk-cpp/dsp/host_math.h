/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Functions for tables, in double and on the host only. libm's differ between systems in the last bit, ours do not; errors are below
 * 2 ulp, so that tables are correctly rounded to float32 but for about one value in 10^8.
 */
#ifndef IMPULSE_DSP_HOST_MATH_H
#define IMPULSE_DSP_HOST_MATH_H

#include "impulse/deterministic.h"

namespace impulse {

/** Natural logarithm of a normal x > 0. */
double log_f64(double x);

/** e^x for |x| <= 700. */
double exp_f64(double x);

/** 10^x for |x| <= 300. */
double exp10_f64(double x);

/** sin(2 pi numerator / denominator), exact at multiples of a quarter turn. */
double sin_turns_f64(int64_t numerator, int64_t denominator);

/** cos(2 pi numerator / denominator), exact at multiples of a quarter turn. */
double cos_turns_f64(int64_t numerator, int64_t denominator);

/** A number of -1..1 as an integer, times 2^31; 1 becomes the largest integer. */
int32_t fixed_of_f64(double x);

/** sin(x) and cos(x) for |x| <= 1e6, in radians. */
double sin_f64(double x);
double cos_f64(double x);

}  // namespace impulse

#endif
