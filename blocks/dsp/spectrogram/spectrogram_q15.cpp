/* SPDX-License-Identifier: Apache-2.0 */
/* What spectrogram.cpp does, in 16-bit fixed point, for cores without floating point. Rows are integers until they are normalised. */
#include "dsp/decibel_scale_q15.h"
#include "dsp/frame_power_q15.h"
#include "dsp/frame_rows.h"
#include "dsp/log2_fixed.h"
#include "dsp/normalise_rows_q15.h"
#include "dsp/q15.h"
#include "impulse/status.h"

using namespace impulse;

namespace {

struct SpectrogramQ15 {
  FrameRows rows;
  FramePowerQ15 frame;
  DecibelScaleQ15 scale;
  RowNormalisationQ15 normalisation;
};

SpectrogramQ15 read_spectrogram_q15(const impulse_plan *plan) {
  PlanReader reader = read_plan(plan);
  SpectrogramQ15 spectrogram;
  spectrogram.rows = read_frame_rows(&reader);
  spectrogram.frame = read_frame_power_q15(&reader);
  spectrogram.scale = read_decibel_scale_q15(&reader);
  spectrogram.normalisation = read_row_normalisation_q15(&reader);
  return spectrogram;
}

void row_of_frame(const void *block, const impulse_signal *signal, int32_t start, float *scratch, float *row) {
  const SpectrogramQ15 &spectrogram = *(const SpectrogramQ15 *)block;
  const int32_t bins = power_words(spectrogram.frame.fft);
  int32_t *words = (int32_t *)(void *)scratch;
  for (int32_t axis = 0; axis < spectrogram.rows.axes; axis++, row += bins) {
    const int32_t exponent = frame_power_q15(spectrogram.frame, signal, start, axis, words);
    for (int32_t k = 0; k < bins; k++) {
      store_int(on_decibel_scale(spectrogram.scale, log2_fixed((uint32_t)words[k], exponent)), row + k);
    }
  }
}

int32_t finish(const SpectrogramQ15 &block, int32_t status, float *scratch, float *features) {
  int32_t *words = (int32_t *)(void *)scratch;
  const FrameRows &rows = block.rows;
  if (status == IMPULSE_OK) normalise_rows_q15(block.normalisation, block.scale.exponent, rows.frames, rows.columns, words, features);
  return status;
}

}  // namespace

extern "C" int32_t spectrogram_q15_extract(const impulse_plan *plan, const impulse_signal *signal, void *scratch, float *features) {
  const SpectrogramQ15 block = read_spectrogram_q15(plan);
  float *values = (float *)scratch;
  return finish(block, extract_rows(block.rows, row_of_frame, &block, signal, values, features), values, features);
}

extern "C" int32_t spectrogram_q15_slice(const impulse_plan *plan, const impulse_signal *slice, void *scratch, void *state,
                                         float *features) {
  const SpectrogramQ15 block = read_spectrogram_q15(plan);
  float *values = (float *)scratch;
  return finish(block, slice_rows(block.rows, row_of_frame, &block, slice, values, state, features), values, features);
}
