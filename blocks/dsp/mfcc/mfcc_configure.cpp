/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/dct_tables.h"
#include "dsp/frame_tables.h"
#include "dsp/host_math.h"
#include "dsp/mel_filter_bank_tables.h"
#include "dsp/normalise_rows_tables.h"

using namespace impulse;

/* A spectrum with the energies behind it, or a column of the features. */
static int32_t scratch_floats(int32_t fft_length, int32_t filters, int32_t frames) {
  const int32_t behind_power = fft_length / 2 + 1 + filters;
  const int32_t spectrum = fft_length > behind_power ? fft_length : behind_power;
  return spectrum > frames ? spectrum : frames;
}

extern "C" int32_t mfcc_configure(const impulse_param *first, int32_t count, const impulse_input *input, impulse_plan_writer *out) {
  const Params params = {first, count};
  const int32_t filters = (int32_t)param_number(params, "filters", 32.0);
  const int32_t coefficients = (int32_t)param_number(params, "coefficients", 13.0);
  FrameRows rows;
  int32_t status = write_frame_rows(out, params, input, coefficients, &rows);
  if (status != IMPULSE_OK) return status;
  status = write_frame_power(out, params, rows.frame_length);
  if (status != IMPULSE_OK) return status;
  const int32_t fft_length = fft_length_of(params, rows.frame_length);
  status = write_mel_filter_bank(out, params, filters, input->frequency_hz, fft_length);
  if (status != IMPULSE_OK) return status;
  status = write_dct(out, filters, coefficients, (int32_t)param_number(params, "lifter", 0.0));
  if (status != IMPULSE_OK) return status;
  status = write_row_normalisation(out, params);
  if (status != IMPULSE_OK) return status;
  write_float(out, (float)exp10_f64(param_number(params, "noiseFloor", -100.0) / 10.0));
  write_int(out, param_number(params, "frameEnergy", 0.0) != 0.0);
  out->scratch_bytes = bytes_of_floats(scratch_floats(fft_length, filters, rows.frames));
  return IMPULSE_OK;
}
