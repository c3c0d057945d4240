/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/dct_tables.h"
#include "dsp/frame_tables.h"
#include "dsp/host_math.h"
#include "dsp/log2_fixed.h"
#include "dsp/mel_filter_bank_tables.h"
#include "dsp/normalise_rows_tables.h"
#include "dsp/q15_tables.h"

using namespace impulse;

static const double kLn2 = 0.693147180559945309417;

/* A spectrum with the energies behind it, or a column of the features. */
static int32_t scratch_floats(int32_t fft_length, int32_t filters, int32_t frames) {
  const int32_t behind_power = fft_length / 2 + 1 + filters;
  const int32_t spectrum = fft_length > behind_power ? fft_length : behind_power;
  return spectrum > frames ? spectrum : frames;
}

/* What turns log2_fixed.h's logarithm of an energy, shifted up by 6, into a natural one times 2^-exponent */
static void write_energy_factor(impulse_plan_writer *out, int32_t exponent) {
  const ScaledFactor factor = scaled_factor(kLn2);
  write_int(out, factor.mantissa);
  write_int(out, exponent - (factor.exponent + 32 - 6 - kLog2Bits));
}

static int32_t configure_q15(const Params &params, const FrameRows &rows, double frequency_hz, impulse_plan_writer *out) {
  const int32_t filters = (int32_t)param_number(params, "filters", 32.0);
  const int32_t coefficients = (int32_t)param_number(params, "coefficients", 13.0);
  int32_t status = write_frame_power_q15(out, params, rows.frame_length);
  if (status != IMPULSE_OK) return status;
  const int32_t fft_length = fft_length_of(params, rows.frame_length);
  status = write_mel_filter_bank_q15(out, params, filters, frequency_hz, fft_length);
  if (status != IMPULSE_OK) return status;
  int32_t exponent = 0;
  status = write_dct_q15(out, filters, coefficients, (int32_t)param_number(params, "lifter", 0.0), &exponent);
  if (status != IMPULSE_OK) return status;
  status = write_row_normalisation_q15(out, params, rows.frames);
  if (status != IMPULSE_OK) return status;
  write_int(out, log2_fixed_of_f64(exp10_f64(param_number(params, "noiseFloor", -100.0) / 10.0)));
  write_int(out, param_number(params, "frameEnergy", 0.0) != 0.0);
  write_energy_factor(out, exponent);
  const int32_t words = fft_length / 2 + 1 + filters;
  out->scratch_bytes = bytes_of_floats(words > rows.frames ? words : rows.frames);
  return IMPULSE_OK;
}

extern "C" int32_t mfcc_configure(const impulse_param *first, int32_t count, const impulse_input *input, impulse_plan_writer *out) {
  const Params params = {first, count};
  const int32_t filters = (int32_t)param_number(params, "filters", 32.0);
  const int32_t coefficients = (int32_t)param_number(params, "coefficients", 13.0);
  FrameRows rows;
  int32_t status = write_frame_rows(out, params, input, coefficients, &rows);
  if (status != IMPULSE_OK) return status;
  if (choose_q15(out, params, "mfcc_q15")) return configure_q15(params, rows, input->frequency_hz, out);
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
