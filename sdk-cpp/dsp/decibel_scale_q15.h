/* SPDX-License-Identifier: Apache-2.0 */
/** The scale of decibel_scale.h for logarithms that are integers. */
#ifndef IMPULSE_DSP_DECIBEL_SCALE_Q15_H
#define IMPULSE_DSP_DECIBEL_SCALE_Q15_H

#include "impulse/plan_reader.h"

namespace impulse {

/** A scale with its ends as integers. */
struct DecibelScaleQ15 {
  int32_t least;    /* logarithm (log2_fixed.h) of the least energy; smaller ones count as it */
  int32_t slope;    /* a mantissa of 2^30..2^31 */
  int32_t offset;   /* this and what follows: times 2^-exponent */
  int32_t lowest;   /* value of the least energy */
  int32_t highest;
  int32_t exponent; /* of the values: an integer times 2^exponent is what a feature is */
};

/** Reads what write_decibel_scale_q15() wrote. */
DecibelScaleQ15 read_decibel_scale_q15(PlanReader *reader);

/** The value for a logarithm, times 2^-exponent. */
int32_t on_decibel_scale(const DecibelScaleQ15 &scale, int32_t logarithm);

}  // namespace impulse

#endif
