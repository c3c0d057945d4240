/* SPDX-License-Identifier: Apache-2.0 */
/* What mfe.cpp does, in 16-bit fixed point, for cores without floating point. Rows are integers until they are normalised. */
#include "dsp/decibel_scale_q15.h"
#include "dsp/frame_power_q15.h"
#include "dsp/frame_rows.h"
#include "dsp/mel_filter_bank_q15.h"
#include "dsp/normalise_rows_q15.h"
#include "dsp/q15.h"
#include "impulse/status.h"

using namespace impulse;

namespace {

struct MfeQ15 {
  FrameRows rows;
  FramePowerQ15 frame;
  MelFilterBankQ15 bank;
  DecibelScaleQ15 scale;
  RowNormalisationQ15 normalisation;
};

MfeQ15 read_mfe_q15(const impulse_plan *plan) {
  PlanReader reader = read_plan(plan);
  MfeQ15 mfe;
  mfe.rows = read_frame_rows(&reader);
  mfe.frame = read_frame_power_q15(&reader);
  mfe.bank = read_mel_filter_bank_q15(&reader);
  mfe.scale = read_decibel_scale_q15(&reader);
  mfe.normalisation = read_row_normalisation_q15(&reader);
  return mfe;
}

void row_of_frame(const void *block, const impulse_signal *signal, int32_t start, float *scratch, float *row) {
  const MfeQ15 &mfe = *(const MfeQ15 *)block;
  int32_t *words = (int32_t *)(void *)scratch;
  int32_t *logarithms = words + power_words(mfe.frame.fft);
  for (int32_t axis = 0; axis < mfe.rows.axes; axis++, row += mfe.bank.filters) {
    const int32_t exponent = frame_power_q15(mfe.frame, signal, start, axis, words);
    mel_logarithms(mfe.bank, words, exponent, logarithms);
    for (int32_t i = 0; i < mfe.bank.filters; i++) store_int(on_decibel_scale(mfe.scale, logarithms[i]), row + i);
  }
}

int32_t finish(const MfeQ15 &mfe, int32_t status, float *scratch, float *features) {
  int32_t *words = (int32_t *)(void *)scratch;
  const FrameRows &rows = mfe.rows;
  if (status == IMPULSE_OK) normalise_rows_q15(mfe.normalisation, mfe.scale.exponent, rows.frames, rows.columns, words, features);
  return status;
}

}  // namespace

extern "C" int32_t mfe_q15_extract(const impulse_plan *plan, const impulse_signal *signal, void *scratch, float *features) {
  const MfeQ15 mfe = read_mfe_q15(plan);
  float *values = (float *)scratch;
  return finish(mfe, extract_rows(mfe.rows, row_of_frame, &mfe, signal, values, features), values, features);
}

extern "C" int32_t mfe_q15_slice(const impulse_plan *plan, const impulse_signal *slice, void *scratch, void *state, float *features) {
  const MfeQ15 mfe = read_mfe_q15(plan);
  float *values = (float *)scratch;
  return finish(mfe, slice_rows(mfe.rows, row_of_frame, &mfe, slice, values, state, features), values, features);
}
