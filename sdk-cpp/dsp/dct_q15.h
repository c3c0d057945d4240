/* SPDX-License-Identifier: Apache-2.0 */
/** The transform of dct.h in integers, from logarithms of 2 to coefficients of natural ones. */
#ifndef IMPULSE_DSP_DCT_Q15_H
#define IMPULSE_DSP_DCT_Q15_H

#include "impulse/plan_reader.h"

namespace impulse {

/** Sizes and factors of a transform. */
struct DctQ15 {
  int32_t inputs;
  int32_t outputs;
  int32_t exponent;     /* of the coefficients: integers times 2^exponent */
  const int32_t *table; /* [outputs][(inputs + 1) / 2], with 31 bits for the largest */
};

/** Reads what write_dct_q15() wrote. */
DctQ15 read_dct_q15(PlanReader *reader);

/** Overwrites `logarithms` (log2_fixed.h), which lie within 2^23, on the way; leaves integers in the places of `out`. */
void dct_q15(const DctQ15 &plan, int32_t *logarithms, float *out);

}  // namespace impulse

#endif
