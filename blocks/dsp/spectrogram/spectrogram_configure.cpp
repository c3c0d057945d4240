/* SPDX-License-Identifier: Apache-2.0 */
#include "dsp/decibel_scale_tables.h"
#include "dsp/frame_tables.h"
#include "dsp/normalise_rows_tables.h"
#include "dsp/q15_tables.h"

using namespace impulse;

static int32_t configure_q15(const Params &params, int32_t fft_length, const FrameRows &rows, impulse_plan_writer *out) {
  int32_t status = write_frame_power_q15(out, params, rows.frame_length);
  if (status != IMPULSE_OK) return status;
  status = write_decibel_scale_q15(out, params);
  if (status != IMPULSE_OK) return status;
  const int32_t words = fft_length / 2 + 1;
  out->scratch_bytes = bytes_of_floats(words > rows.frames ? words : rows.frames);
  return write_row_normalisation_q15(out, params, rows.frames);
}

extern "C" int32_t spectrogram_configure(const impulse_param *first, int32_t count, const impulse_input *input, impulse_plan_writer *out) {
  const Params params = {first, count};
  const int32_t fft_length = fft_length_of(params, steps_of_ms(param_number(params, "frameLength", 0.0), input->frequency_hz));
  FrameRows rows;
  int32_t status = write_frame_rows(out, params, input, fft_length / 2 + 1, &rows);
  if (status != IMPULSE_OK) return status;
  if (choose_q15(out, params, "spectrogram_q15")) return configure_q15(params, fft_length, rows, out);
  status = write_frame_power(out, params, rows.frame_length);
  if (status != IMPULSE_OK) return status;
  status = write_decibel_scale(out, params);
  if (status != IMPULSE_OK) return status;
  out->scratch_bytes = bytes_of_floats(fft_length > rows.frames ? fft_length : rows.frames);
  return write_row_normalisation(out, params);
}
