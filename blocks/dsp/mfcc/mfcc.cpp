/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/dct.h"
#include "dsp/frame_power.h"
#include "dsp/frame_rows.h"
#include "dsp/mel_filter_bank.h"
#include "dsp/normalise_rows.h"
#include "impulse/status.h"

using namespace impulse;

namespace {

struct Mfcc {
  FrameRows rows;
  FramePower frame;
  MelFilterBank bank;
  Dct cosines;
  RowNormalisation normalisation;
  float least_energy;
  int32_t frame_energy; /* 1: the first coefficient is the logarithm of the frame's energy */
};

Mfcc read_mfcc(const impulse_plan *plan) {
  PlanReader reader = read_plan(plan);
  Mfcc mfcc;
  mfcc.rows = read_frame_rows(&reader);
  mfcc.frame = read_frame_power(&reader);
  mfcc.bank = read_mel_filter_bank(&reader);
  mfcc.cosines = read_dct(&reader);
  mfcc.normalisation = read_row_normalisation(&reader);
  mfcc.least_energy = read_float(&reader);
  mfcc.frame_energy = read_int(&reader);
  return mfcc;
}

float log_energy(const Mfcc &mfcc, float energy) { return log_f32(energy > mfcc.least_energy ? energy : mfcc.least_energy); }

float energy_of_frame(const Mfcc &mfcc, const float *power) {
  float sum = 0.0f;
  for (int32_t k = 0; k <= mfcc.frame.fft.length / 2; k++) sum += power[k];
  return sum;
}

void row_of_frame(const void *block, const impulse_signal *signal, int32_t start, float *scratch, float *row) {
  const Mfcc &mfcc = *(const Mfcc *)block;
  float *power = scratch;
  float *energies = scratch + mfcc.frame.fft.length / 2 + 1;
  for (int32_t axis = 0; axis < mfcc.rows.axes; axis++, row += mfcc.cosines.outputs) {
    frame_power(mfcc.frame, signal, start, axis, power);
    mel_energies(mfcc.bank, power, energies);
    for (int32_t i = 0; i < mfcc.bank.filters; i++) energies[i] = log_energy(mfcc, energies[i]);
    dct(mfcc.cosines, energies, row);
    if (mfcc.frame_energy) row[0] = log_energy(mfcc, energy_of_frame(mfcc, power));
  }
}

int32_t finish(const Mfcc &mfcc, int32_t status, float *scratch, float *features) {
  if (status == IMPULSE_OK) normalise_rows(mfcc.normalisation, mfcc.rows.frames, mfcc.rows.columns, scratch, features);
  return status;
}

}  // namespace

extern "C" int32_t mfcc_extract(const impulse_plan *plan, const impulse_signal *signal, void *scratch, float *features) {
  const Mfcc mfcc = read_mfcc(plan);
  float *values = (float *)scratch;
  return finish(mfcc, extract_rows(mfcc.rows, row_of_frame, &mfcc, signal, values, features), values, features);
}

extern "C" int32_t mfcc_slice(const impulse_plan *plan, const impulse_signal *slice, void *scratch, void *state, float *features) {
  const Mfcc mfcc = read_mfcc(plan);
  float *values = (float *)scratch;
  return finish(mfcc, slice_rows(mfcc.rows, row_of_frame, &mfcc, slice, values, state, features), values, features);
}
