/* SPDX-License-Identifier: Apache-2.0 */
/** Power spectrum of a frame: pre-emphasis within the frame, window function, zero padding, transform. */
#ifndef IMPULSE_DSP_FRAME_POWER_H
#define IMPULSE_DSP_FRAME_POWER_H

#include "dsp/real_fft.h"

namespace impulse {

/** What turns a frame into its power spectrum. */
struct FramePower {
  int32_t length;        /* time steps of a frame, <= fft.length */
  int32_t pre_emphasis;  /* times 2^31 */
  const int32_t *window; /* length / 2 + 1 values times 2^31, symmetric behind */
  RealFft fft;
};

/** Reads what write_frame_power() wrote. */
FramePower read_frame_power(PlanReader *reader);

/**
 * Leaves |X[k]|^2 / fft.length for k = 0..fft.length / 2 in `power`, which must hold fft.length values. Integers until then.
 * The frame is y[i] = w[i] (x[i] - c x[i - 1]) with x[-1] = x[0]: no frame depends on another, so slices and whole windows agree.
 */
void frame_power(const FramePower &frame, const impulse_signal *signal, int32_t start, int32_t axis, float *power);

}  // namespace impulse

#endif
