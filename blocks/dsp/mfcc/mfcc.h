/* SPDX-License-Identifier: Apache-2.0 */
/** Mel frequency cepstral coefficients: the plan as extract() reads it. */
#ifndef IMPULSE_BLOCK_MFCC_H
#define IMPULSE_BLOCK_MFCC_H

#include "dsp/dct.h"
#include "dsp/frame_power.h"
#include "dsp/frame_rows.h"
#include "dsp/mel_filter_bank.h"
#include "dsp/normalise_rows.h"

namespace impulse {

struct Mfcc {
  FrameRows rows;
  FramePower frame;
  MelFilterBank bank;
  Dct cosines;
  RowNormalisation normalisation;
  float least_energy;
  int32_t frame_energy; /* 1: the first coefficient is the logarithm of the frame's energy */
};

/** Floats of scratch: a spectrum with the energies behind it, or a column of the features. */
static inline int32_t mfcc_scratch_floats(int32_t fft_length, int32_t filters, int32_t frames) {
  const int32_t behind_power = fft_length / 2 + 1 + filters;
  const int32_t spectrum = fft_length > behind_power ? fft_length : behind_power;
  return spectrum > frames ? spectrum : frames;
}

}  // namespace impulse

#endif
