/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/conditioned_axis_tables.h"
#include "dsp/frame_tables.h"
#include "dsp/level_features.h"
#include "dsp/host_math.h"
#include "dsp/piecewise_power_q15_tables.h"
#include "dsp/piecewise_power_tables.h"
#include "dsp/q15_tables.h"
#include "dsp/wavelet.h"
#include "dsp/wavelet_tables.h"
#include "spectral_analysis.h"

using namespace impulse;

namespace {

int32_t kept_of(int32_t count, int32_t ratio) { return (count + ratio - 1) / ratio; }

/* Bins 1 to half the length, without those that the filter takes away */
int32_t write_bins(impulse_plan_writer *out, const Params &params, double frequency_hz, int32_t *bins) {
  const int32_t length = (int32_t)param_number(params, "fftLength", 16.0);
  const double cutoff = param_number(params, "filterCutoff", 0.0) * length / frequency_hz; /* in bins */
  int32_t first = 1;
  int32_t last = length / 2;
  if (param_is(params, "filter", "low") && cutoff < last) last = cutoff < 1.0 ? 1 : (int32_t)floor(cutoff);
  if (param_is(params, "filter", "high") && cutoff > 1.0) first = cutoff > last ? last + 1 : (int32_t)ceil(cutoff);
  if (first > last) {
    return refuse(out, "the high-pass filter leaves no frequency: lower filterCutoff below %g Hz", frequency_hz / 2.0);
  }
  *bins = last - first + 1;
  write_int(out, first);
  write_int(out, *bins);
  return IMPULSE_OK;
}

/* Which bins each rate has; counts its features */
int32_t write_spectra(impulse_plan_writer *out, const Params &params, double frequency_hz, int32_t rates, int32_t *features) {
  write_int(out, param_number(params, "logarithm", 1.0) != 0.0);
  for (int32_t rate = 0; rate < rates; rate++) {
    int32_t bins = 0;
    const int32_t status = write_bins(out, params, rate > 0 ? frequency_hz / kExtraLowRatio : frequency_hz, &bins);
    if (status != IMPULSE_OK) return status;
    *features += kSpectralStatistics + bins;
  }
  return IMPULSE_OK;
}

int32_t write_fft(impulse_plan_writer *out, const Params &params, double frequency_hz, int32_t rates, int32_t *features) {
  const int32_t status = write_spectra(out, params, frequency_hz, rates, features);
  return status != IMPULSE_OK ? status : write_piecewise_power(out, params);
}

int32_t write_levels(impulse_plan_writer *out, const Params &params, int32_t count, int32_t *features, int32_t *scratch) {
  const int32_t levels = (int32_t)param_number(params, "waveletLevel", 1.0);
  if (levels < 1 || levels > 16) return refuse(out, "waveletLevel %d: use 1 to 16", (int)levels);
  int32_t length = 0;
  write_int(out, levels);
  const int32_t status = write_wavelet(out, params, &length);
  if (status != IMPULSE_OK) return status;
  *scratch = 2 * wavelet_outputs(length, count);
  *features = (levels + 1) * kLevelFeatures;
  for (int32_t level = 1; level <= levels; level++, count = wavelet_outputs(length, count)) {
    if (count >= length) continue;
    return refuse(out, "wavelet level %d has %d values, fewer than the %d of the wavelet: use fewer levels or a longer window", (int)level,
                  (int)count, (int)length);
  }
  return IMPULSE_OK;
}

/* Shares of the largest value and of the largest power, and the power, that count as rounding: those of spectral_analysis.cpp */
const double kLeast[] = {1e-5, 1e-8, 1e-10};

bool filters(const Params &params) {
  return !param_is(params, "filter", "none") || param_number(params, "inputDecimation", 1.0) > 1.0 ||
         param_number(params, "extraLowFrequency", 0.0) != 0.0;
}

int32_t configure_q15(const Params &params, const impulse_input *input, impulse_plan_writer *out) {
  if (param_is(params, "analysis", "wavelet")) return refuse(out, "analysis: wavelet needs arithmetic: float");
  const double scale = param_number(params, "scaleAxes", 1.0);
  const int32_t ratio = (int32_t)param_number(params, "inputDecimation", 1.0);
  const int32_t rates = param_number(params, "extraLowFrequency", 0.0) != 0.0 ? kMaxRates : 1;
  int32_t features = 0;
  write_int(out, input->length);
  write_int(out, input->axes);
  write_int(out, rates);
  int32_t status = write_spectra(out, params, input->frequency_hz / ratio, rates, &features);
  if (status != IMPULSE_OK) return status;
  write_float(out, (float)scale);
  write_float(out, (float)(scale * scale));
  write_int(out, log2_fixed_of_f64(scale * scale));
  for (double least : kLeast) write_int(out, log2_fixed_of_f64(least));
  status = write_conditioning_q15(out, params, input->frequency_hz);
  if (status == IMPULSE_OK && rates > 1) status = write_decimation_q15(out, kExtraLowRatio);
  if (status != IMPULSE_OK) return status;
  write_shape(out, features * input->axes, 0);
  const int32_t words = (int32_t)param_number(params, "fftLength", 16.0) / 2 + 1;
  out->scratch_bytes = bytes_of_floats(words + (kept_of(input->length, ratio) + 1) / 2);
  return write_piecewise_power_q15(out, params);
}

}  // namespace

extern "C" int32_t spectral_analysis_configure(const impulse_param *first, int32_t count, const impulse_input *input,
                                               impulse_plan_writer *out) {
  const Params params = {first, count};
  if (choose_q15(out, params, filters(params) ? "spectral_analysis_q15_filtered" : "spectral_analysis_q15")) {
    return configure_q15(params, input, out);
  }
  const bool wavelet = param_is(params, "analysis", "wavelet");
  const int32_t rates = param_number(params, "extraLowFrequency", 0.0) != 0.0 ? kMaxRates : 1;
  const int32_t ratio = (int32_t)param_number(params, "inputDecimation", 1.0);
  if (wavelet && rates > 1) return refuse(out, "extraLowFrequency belongs to the fft: raise waveletLevel instead");
  write_int(out, input->length);
  write_int(out, input->axes);
  write_int(out, rates);
  write_int(out, wavelet ? SPECTRAL_WAVELET : SPECTRAL_FFT);
  int32_t status = write_conditioning(out, params, input->frequency_hz);
  if (status == IMPULSE_OK && rates > 1) status = write_decimation(out, kExtraLowRatio);
  if (status != IMPULSE_OK) return status;
  int32_t features = 0;
  int32_t scratch = (int32_t)param_number(params, "fftLength", 16.0);
  status = wavelet ? write_levels(out, params, kept_of(input->length, ratio), &features, &scratch)
                   : write_fft(out, params, input->frequency_hz / ratio, rates, &features);
  write_shape(out, features * input->axes, 0);
  out->scratch_bytes = bytes_of_floats(input->length + scratch);
  return status;
}
