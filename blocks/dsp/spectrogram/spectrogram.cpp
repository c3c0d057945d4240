/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/decibel_scale.h"
#include "dsp/frame_power.h"
#include "dsp/frame_rows.h"
#include "dsp/normalise_rows.h"
#include "impulse/status.h"

using namespace impulse;

namespace {

struct Spectrogram {
  FrameRows rows;
  FramePower frame;
  DecibelScale scale;
  RowNormalisation normalisation;
};

Spectrogram read_spectrogram(const impulse_plan *plan) {
  PlanReader reader = read_plan(plan);
  Spectrogram spectrogram;
  spectrogram.rows = read_frame_rows(&reader);
  spectrogram.frame = read_frame_power(&reader);
  spectrogram.scale = read_decibel_scale(&reader);
  spectrogram.normalisation = read_row_normalisation(&reader);
  return spectrogram;
}

void row_of_frame(const void *block, const impulse_signal *signal, int32_t start, float *scratch, float *row) {
  const Spectrogram &spectrogram = *(const Spectrogram *)block;
  const int32_t bins = spectrogram.frame.fft.length / 2 + 1;
  for (int32_t axis = 0; axis < spectrogram.rows.axes; axis++, row += bins) {
    frame_power(spectrogram.frame, signal, start, axis, scratch);
    to_decibel_scale(spectrogram.scale, bins, scratch);
    for (int32_t k = 0; k < bins; k++) row[k] = scratch[k];
  }
}

int32_t finish(const Spectrogram &spectrogram, int32_t status, float *scratch, float *features) {
  const FrameRows &rows = spectrogram.rows;
  if (status == IMPULSE_OK) normalise_rows(spectrogram.normalisation, rows.frames, rows.columns, scratch, features);
  return status;
}

}  // namespace

extern "C" int32_t spectrogram_extract(const impulse_plan *plan, const impulse_signal *signal, void *scratch, float *features) {
  const Spectrogram block = read_spectrogram(plan);
  float *values = (float *)scratch;
  return finish(block, extract_rows(block.rows, row_of_frame, &block, signal, values, features), values, features);
}

extern "C" int32_t spectrogram_slice(const impulse_plan *plan, const impulse_signal *slice, void *scratch, void *state, float *features) {
  const Spectrogram block = read_spectrogram(plan);
  float *values = (float *)scratch;
  return finish(block, slice_rows(block.rows, row_of_frame, &block, slice, values, state, features), values, features);
}
