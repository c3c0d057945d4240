/* SPDX-License-Identifier: Apache-2.0 */
/* What mfcc.cpp does, in 16-bit fixed point, for cores without floating point. Rows are integers until they are normalised. */
#include "dsp/dct_q15.h"
#include "dsp/frame_power_q15.h"
#include "dsp/frame_rows.h"
#include "dsp/mel_filter_bank_q15.h"
#include "dsp/multiply_high.h"
#include "dsp/normalise_rows_q15.h"
#include "dsp/q15.h"
#include "impulse/status.h"

using namespace impulse;

namespace {

struct MfccQ15 {
  FrameRows rows;
  FramePowerQ15 frame;
  MelFilterBankQ15 bank;
  DctQ15 cosines;
  RowNormalisationQ15 normalisation;
  int32_t least;         /* logarithm (log2_fixed.h) of the least energy */
  int32_t frame_energy;  /* 1: the first coefficient is the logarithm of the frame's energy */
  int32_t energy_factor; /* turns that logarithm into a coefficient, times 2^(31 + energy_shift) */
  int32_t energy_shift;
};

MfccQ15 read_mfcc_q15(const impulse_plan *plan) {
  PlanReader reader = read_plan(plan);
  MfccQ15 mfcc;
  mfcc.rows = read_frame_rows(&reader);
  mfcc.frame = read_frame_power_q15(&reader);
  mfcc.bank = read_mel_filter_bank_q15(&reader);
  mfcc.cosines = read_dct_q15(&reader);
  mfcc.normalisation = read_row_normalisation_q15(&reader);
  mfcc.least = read_int(&reader);
  mfcc.frame_energy = read_int(&reader);
  mfcc.energy_factor = read_int(&reader);
  mfcc.energy_shift = read_int(&reader);
  return mfcc;
}

int32_t energy_coefficient(const MfccQ15 &mfcc, int32_t logarithm) {
  const int32_t known = logarithm > mfcc.least ? logarithm : mfcc.least;
  return shifted_q15(multiply_high(known * 64, mfcc.energy_factor), mfcc.energy_shift);
}

void row_of_frame(const void *block, const impulse_signal *signal, int32_t start, float *scratch, float *row) {
  const MfccQ15 &mfcc = *(const MfccQ15 *)block;
  int32_t *words = (int32_t *)(void *)scratch;
  int32_t *logarithms = words + power_words(mfcc.frame.fft);
  for (int32_t axis = 0; axis < mfcc.rows.axes; axis++, row += mfcc.cosines.outputs) {
    const int32_t exponent = frame_power_q15(mfcc.frame, signal, start, axis, words);
    mel_logarithms(mfcc.bank, words, exponent, logarithms);
    for (int32_t i = 0; i < mfcc.bank.filters; i++) {
      if (logarithms[i] < mfcc.least) logarithms[i] = mfcc.least;
    }
    dct_q15(mfcc.cosines, logarithms, row);
    if (mfcc.frame_energy) store_int(energy_coefficient(mfcc, whole_logarithm(words, exponent, power_words(mfcc.frame.fft))), row);
  }
}

int32_t finish(const MfccQ15 &mfcc, int32_t status, float *scratch, float *features) {
  int32_t *words = (int32_t *)(void *)scratch;
  const FrameRows &rows = mfcc.rows;
  if (status == IMPULSE_OK) normalise_rows_q15(mfcc.normalisation, mfcc.cosines.exponent, rows.frames, rows.columns, words, features);
  return status;
}

}  // namespace

extern "C" int32_t mfcc_q15_extract(const impulse_plan *plan, const impulse_signal *signal, void *scratch, float *features) {
  const MfccQ15 mfcc = read_mfcc_q15(plan);
  float *values = (float *)scratch;
  return finish(mfcc, extract_rows(mfcc.rows, row_of_frame, &mfcc, signal, values, features), values, features);
}

extern "C" int32_t mfcc_q15_slice(const impulse_plan *plan, const impulse_signal *slice, void *scratch, void *state, float *features) {
  const MfccQ15 mfcc = read_mfcc_q15(plan);
  float *values = (float *)scratch;
  return finish(mfcc, slice_rows(mfcc.rows, row_of_frame, &mfcc, slice, values, state, features), values, features);
}
