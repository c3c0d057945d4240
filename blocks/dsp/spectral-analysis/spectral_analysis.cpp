/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/conditioned_axis.h"
#include "dsp/level_features.h"
#include "dsp/piecewise_power.h"
#include "dsp/signal.h"
#include "dsp/statistics.h"
#include "dsp/wavelet.h"
#include "impulse/status.h"
#include "spectral_analysis.h"

using namespace impulse;

namespace {

/* Shares of the largest input that count as rounding: of values, and of powers (80 dB) */
const float kLeastShare = 1e-5f;
const float kLeastPowerShare = 1e-8f;
const float kLeastPower = 1e-10f;

struct SpectralAnalysis {
  int32_t length;
  int32_t axes;
  int32_t rates;
  int32_t method; /* SpectralMethod */
  int32_t logarithm;
  int32_t levels;
  int32_t first_bin[kMaxRates];
  int32_t bins[kMaxRates];
  Conditioning conditioning;
  Decimation extra_low;
  PiecewisePower power;
  Wavelet wavelet;
};

SpectralAnalysis read_spectral_analysis(const impulse_plan *plan) {
  PlanReader reader = read_plan(plan);
  SpectralAnalysis block;
  block.length = read_int(&reader);
  block.axes = read_int(&reader);
  block.rates = read_int(&reader);
  block.method = read_int(&reader);
  block.conditioning = read_conditioning(&reader);
  if (block.rates > 1) block.extra_low = read_decimation(&reader);
  if (block.method == SPECTRAL_WAVELET) {
    block.levels = read_int(&reader);
    block.wavelet = read_wavelet(&reader);
    return block;
  }
  block.logarithm = read_int(&reader);
  for (int32_t rate = 0; rate < block.rates; rate++) {
    block.first_bin[rate] = read_int(&reader);
    block.bins[rate] = read_int(&reader);
  }
  block.power = read_piecewise_power(&reader);
  return block;
}

void to_logarithm(float least, int32_t count, float *powers) {
  for (int32_t k = 0; k < count; k++) powers[k] = log10_f32(powers[k] > least ? powers[k] : least);
}

float *spectrum_features(const SpectralAnalysis &block, int32_t rate, const float *values, int32_t count, float peak, float *scratch,
                         float *features) {
  const int32_t bins = block.bins[rate];
  float *powers = features + kSpectralStatistics;
  const float share = kLeastPowerShare * peak * peak;
  const float least = share > kLeastPower ? share : kLeastPower;
  const Statistics of = statistics_of_values(values, count, kLeastShare * peak);
  piecewise_power(block.power, values, count, block.first_bin[rate], bins, scratch, powers);
  const Statistics of_powers = statistics_of_values(powers, bins, least);
  features[0] = of.rms;
  features[1] = of.skewness;
  features[2] = of.kurtosis;
  features[3] = of_powers.skewness;
  features[4] = of_powers.kurtosis;
  if (block.logarithm) to_logarithm(least, bins, powers);
  return powers + bins;
}

/* `values` is used up; `scratch` holds two parts of a level. The slow part comes first, then the details from slow to fast. */
float *wavelet_features(const SpectralAnalysis &block, float *values, int32_t count, float peak, float *scratch, float *features) {
  const float least = kLeastShare * peak;
  for (int32_t level = block.levels; level > 0; level--) {
    const int32_t outputs = wavelet_outputs(block.wavelet.length, count);
    float *slow = scratch;
    float *details = scratch + outputs;
    wavelet_level(block.wavelet, values, count, slow, details);
    level_features(details, outputs, least, features + level * kLevelFeatures);
    for (int32_t i = 0; i < outputs; i++) values[i] = slow[i];
    count = outputs;
  }
  level_features(values, count, least, features);
  return features + (block.levels + 1) * kLevelFeatures;
}

}  // namespace

extern "C" int32_t spectral_analysis_extract(const impulse_plan *plan, const impulse_signal *signal, void *scratch, float *features) {
  const SpectralAnalysis block = read_spectral_analysis(plan);
  const int32_t status = check_signal(signal, block.length, block.axes);
  if (status != IMPULSE_OK) return status;
  float *values = (float *)scratch;
  float *rest = values + block.length;
  for (int32_t axis = 0; axis < block.axes; axis++) {
    float peak;
    int32_t count = condition_axis(block.conditioning, signal, axis, values, &peak);
    for (int32_t rate = 0; rate < block.rates; rate++) {
      if (rate > 0) count = decimate(block.extra_low, values, count);
      features = block.method == SPECTRAL_FFT ? spectrum_features(block, rate, values, count, peak, rest, features)
                                              : wavelet_features(block, values, count, peak, rest, features);
    }
  }
  return IMPULSE_OK;
}
