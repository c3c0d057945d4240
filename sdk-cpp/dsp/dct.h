/* SPDX-License-Identifier: Apache-2.0 */
/** Discrete cosine transform of type II with orthonormal scaling; only the first coefficients are computed. */
#ifndef IMPULSE_DSP_DCT_H
#define IMPULSE_DSP_DCT_H

#include "impulse/plan_reader.h"

namespace impulse {

/** A transform from `inputs` values to their first `outputs` coefficients. */
struct Dct {
  int32_t inputs;
  int32_t outputs;
  const float *table; /* [outputs][(inputs + 1) / 2]: cosines are symmetric or antisymmetric about the middle */
};

/** Reads what write_dct() wrote. */
Dct read_dct(PlanReader *reader);

/** Overwrites `values` (inputs) on the way. */
void dct(const Dct &plan, float *values, float *out);

}  // namespace impulse

#endif
