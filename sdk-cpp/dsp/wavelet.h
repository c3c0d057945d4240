/* SPDX-License-Identifier: Apache-2.0 */
/** One level of the discrete wavelet transform with orthogonal filters; values are mirrored at both ends. */
#ifndef IMPULSE_DSP_WAVELET_H
#define IMPULSE_DSP_WAVELET_H

#include "impulse/plan_reader.h"

namespace impulse {

/** A filter of a family of wavelets. */
struct Wavelet {
  int32_t length;   /* of the filter, even */
  const float *low; /* decomposition low-pass; the high-pass is its mirror image with alternating signs */
};

/** Reads what write_wavelet() wrote. */
Wavelet read_wavelet(PlanReader *reader);

/** Coefficients that a level has for `count` values. */
static inline int32_t wavelet_outputs(int32_t filter_length, int32_t count) { return (count + filter_length - 1) / 2; }

/** Splits values into their slow part and their details, each of wavelet_outputs() values; all three arrays are apart. */
void wavelet_level(const Wavelet &wavelet, const float *values, int32_t count, float *slow, float *details);

}  // namespace impulse

#endif
