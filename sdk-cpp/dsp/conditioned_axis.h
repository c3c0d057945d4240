/* SPDX-License-Identifier: Apache-2.0 */
/** One axis of a window, ready to be analysed: without its mean, scaled, decimated, filtered. */
#ifndef IMPULSE_DSP_CONDITIONED_AXIS_H
#define IMPULSE_DSP_CONDITIONED_AXIS_H

#include "dsp/butterworth.h"

namespace impulse {

/** Keeps one value in `ratio`, behind a low-pass filter. */
struct Decimation {
  int32_t ratio;
  Butterworth filter;
};

/** Reads what write_decimation() wrote. */
Decimation read_decimation(PlanReader *reader);

/** In place; returns how many values are left. */
int32_t decimate(const Decimation &decimation, float *values, int32_t count);

/** What is done to an axis, in this order. */
struct Conditioning {
  float scale;
  Decimation decimation;
  Butterworth filter;
};

/** Reads what write_conditioning() wrote. */
Conditioning read_conditioning(PlanReader *reader);

/** Leaves the conditioned values in `values`, which must hold the whole window; the largest magnitude before the filters in `peak`. */
int32_t condition_axis(const Conditioning &conditioning, const impulse_signal *signal, int32_t axis, float *values, float *peak);

}  // namespace impulse

#endif
