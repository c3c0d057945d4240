/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/decibel_scale.h"
#include "dsp/frame_power.h"
#include "dsp/frame_rows.h"
#include "dsp/mel_filter_bank.h"
#include "dsp/normalise_rows.h"
#include "impulse/status.h"

using namespace impulse;

namespace {

struct Mfe {
  FrameRows rows;
  FramePower frame;
  MelFilterBank bank;
  DecibelScale scale;
  RowNormalisation normalisation;
};

Mfe read_mfe(const impulse_plan *plan) {
  PlanReader reader = read_plan(plan);
  Mfe mfe;
  mfe.rows = read_frame_rows(&reader);
  mfe.frame = read_frame_power(&reader);
  mfe.bank = read_mel_filter_bank(&reader);
  mfe.scale = read_decibel_scale(&reader);
  mfe.normalisation = read_row_normalisation(&reader);
  return mfe;
}

void row_of_frame(const void *block, const impulse_signal *signal, int32_t start, float *scratch, float *row) {
  const Mfe &mfe = *(const Mfe *)block;
  for (int32_t axis = 0; axis < mfe.rows.axes; axis++, row += mfe.bank.filters) {
    frame_power(mfe.frame, signal, start, axis, scratch);
    mel_energies(mfe.bank, scratch, row);
    to_decibel_scale(mfe.scale, mfe.bank.filters, row);
  }
}

int32_t finish(const Mfe &mfe, int32_t status, float *scratch, float *features) {
  if (status == IMPULSE_OK) normalise_rows(mfe.normalisation, mfe.rows.frames, mfe.rows.columns, scratch, features);
  return status;
}

}  // namespace

extern "C" int32_t mfe_extract(const impulse_plan *plan, const impulse_signal *signal, void *scratch, float *features) {
  const Mfe mfe = read_mfe(plan);
  float *values = (float *)scratch;
  return finish(mfe, extract_rows(mfe.rows, row_of_frame, &mfe, signal, values, features), values, features);
}

extern "C" int32_t mfe_slice(const impulse_plan *plan, const impulse_signal *slice, void *scratch, void *state, float *features) {
  const Mfe mfe = read_mfe(plan);
  float *values = (float *)scratch;
  return finish(mfe, slice_rows(mfe.rows, row_of_frame, &mfe, slice, values, state, features), values, features);
}
