/* SPDX-License-Identifier: Apache-2.0 */
/** What frame_power.h does, in 16 bits. */
#ifndef IMPULSE_DSP_FRAME_POWER_Q15_H
#define IMPULSE_DSP_FRAME_POWER_Q15_H

#include "dsp/real_fft_q15.h"

namespace impulse {

/** What is done to a frame. */
struct FramePowerQ15 {
  int32_t length;        /* time steps of a frame, <= fft.length */
  int32_t pre_emphasis;  /* times 32768, below it */
  const int32_t *window; /* length / 2 + 1 values, two to a word, symmetric behind */
  RealFftQ15 fft;
};

/** Reads what write_frame_power_q15() wrote. */
FramePowerQ15 read_frame_power_q15(PlanReader *reader);

/**
 * Leaves |X[k]|^2 / fft.length for k = 0..fft.length / 2 as unsigned integers in `words`, which holds power_words(); returns their
 * exponent. Values count with 16 bits for the largest of the frame: int16 is exact. The frame is read twice, so that what pre-emphasis
 * leaves of it has 15 bits as well.
 */
int32_t frame_power_q15(const FramePowerQ15 &frame, const impulse_signal *signal, int32_t start, int32_t axis, int32_t *words);

}  // namespace impulse

#endif
