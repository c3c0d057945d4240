/* SPDX-License-Identifier: Apache-2.0 */
/* Spectral analysis in 16-bit fixed point: what spectral_analysis.cpp does with `analysis: fft`, for cores without floating point. */
#include "impulse/deterministic.h"

#include "dsp/block_float.h"
#include "dsp/conditioned_axis_q15.h"
#include "dsp/log2_fixed.h"
#include "dsp/moments_q15.h"
#include "dsp/multiply_high.h"
#include "dsp/piecewise_power_q15.h"
#include "dsp/q15.h"
#include "dsp/signal.h"
#include "dsp/small_division.h"
#include "impulse/status.h"
#include "spectral_analysis.h"

using namespace impulse;

namespace {

/* log10(2) * 2^32: turns logarithms of 2, shifted up by 6, into those of 10, times 2^22 */
const int32_t kLog10Of2 = 1292913986;

struct SpectralAnalysisQ15 {
  int32_t length;
  int32_t axes;
  int32_t rates;
  int32_t logarithm;
  int32_t first_bin[kMaxRates];
  int32_t bins[kMaxRates];
  float scale;           /* of the values */
  float power_scale;     /* its square */
  int32_t log2_scale;    /* logarithm of that */
  int32_t least_value;   /* logarithm of the share of the largest value that counts as rounding */
  int32_t least_share;   /* of the share of the largest power */
  int32_t least;         /* and of the power below which all is */
  ConditioningQ15 conditioning;
  DecimationQ15 extra_low;
  PiecewisePowerQ15 power;
};

SpectralAnalysisQ15 read_spectral_analysis_q15(const impulse_plan *plan) {
  PlanReader reader = read_plan(plan);
  SpectralAnalysisQ15 block;
  block.length = read_int(&reader);
  block.axes = read_int(&reader);
  block.rates = read_int(&reader);
  block.logarithm = read_int(&reader);
  for (int32_t rate = 0; rate < block.rates; rate++) {
    block.first_bin[rate] = read_int(&reader);
    block.bins[rate] = read_int(&reader);
  }
  block.scale = read_float(&reader);
  block.power_scale = read_float(&reader);
  block.log2_scale = read_int(&reader);
  block.least_value = read_int(&reader);
  block.least_share = read_int(&reader);
  block.least = read_int(&reader);
  block.conditioning = read_conditioning_q15(&reader);
  if (block.rates > 1) block.extra_low = read_decimation_q15(&reader);
  block.power = read_piecewise_power_q15(&reader);
  return block;
}

/* value * 2^exponent, where one power of two may be too small for a float */
float times_power_of_two(float value, int32_t exponent) {
  for (; exponent < -126; exponent += 126) value *= f32_of_bits(1u << 23);
  return value * f32_of_bits((uint32_t)(exponent + 127) << 23);
}

/* Logarithm of a power of the scaled values; `divisor`: that of what it is divided by */
int32_t log2_power(const SpectralAnalysisQ15 &block, uint64_t power, int32_t exponent, int32_t divisor) {
  return log2_fixed(power, exponent) + block.log2_scale - divisor;
}

int32_t log2_least(const SpectralAnalysisQ15 &block, const AxisQ15 &axis) {
  const int32_t share = 2 * axis.log2_peak + block.log2_scale + block.least_share;
  return share > block.least ? share : block.least;
}

/* In place: decadic logarithms, or the powers themselves */
void to_floats(const SpectralAnalysisQ15 &block, int32_t bins, int32_t least, int32_t exponent, int32_t pieces, float *powers) {
  const int32_t divisor = log2_fixed((uint32_t)pieces, 0);
  const float factor = divide_f32(block.power_scale, float_of_int(pieces, 0));
  for (int32_t k = 0; k < bins; k++) {
    const uint32_t power = (uint32_t)load_int(powers + k);
    if (!block.logarithm) {
      powers[k] = float_of_fixed(power, exponent) * factor;
      continue;
    }
    const int32_t value = log2_power(block, power, exponent, divisor);
    powers[k] = float_of_int(multiply_high((value > least ? value : least) * 64, kLog10Of2), -22);
  }
}

ShapeQ15 shape_or_none(bool has_shape, const int16_t *values, int32_t count) {
  const ShapeQ15 none = {0.0f, 0.0f, 0.0f};
  return has_shape ? shape_of(values, count) : none;
}

float *rate_features(const SpectralAnalysisQ15 &block, int32_t rate, const int16_t *values, const AxisQ15 &axis, int32_t *words,
                     float *features) {
  const int32_t bins = block.bins[rate];
  float *powers = features + kSpectralStatistics;
  const ShapeQ15 shape = shape_of(values, axis.count);
  const bool has_shape = axis.log2_largest - axis.log2_peak > block.least_value;
  const int32_t pieces = block.power.mean ? pieces_of(block.power, axis.count) : 1;
  const int32_t least = log2_least(block, axis);
  const int32_t exponent = piecewise_power_q15(block.power, values, axis.exponent, axis.count, block.first_bin[rate], bins, words, powers);
  int16_t *deviations = (int16_t *)(void *)words;
  const uint32_t widest = deviations_of(powers, bins, deviations);
  const bool powers_have = log2_power(block, widest, exponent, log2_fixed((uint32_t)pieces, 0)) > least;
  const ShapeQ15 of_powers = shape_or_none(powers_have, deviations, bins);
  features[0] = times_power_of_two(shape.rms, axis.exponent + 15) * block.scale;
  features[1] = has_shape ? shape.skewness : 0.0f;
  features[2] = has_shape ? shape.kurtosis : 0.0f;
  features[3] = of_powers.skewness;
  features[4] = of_powers.kurtosis;
  to_floats(block, bins, least, exponent, pieces, powers);
  return powers + bins;
}

/* Without filters there is one rate, and no code of theirs is linked. */
template <bool kFilters>
int32_t extract(const impulse_plan *plan, const impulse_signal *signal, void *scratch, float *features) {
  const SpectralAnalysisQ15 block = read_spectral_analysis_q15(plan);
  const int32_t status = check_signal(signal, block.length, block.axes);
  if (status != IMPULSE_OK) return status;
  int32_t *words = (int32_t *)scratch;
  int16_t *values = (int16_t *)(void *)(words + power_words(block.power.fft));
  for (int32_t axis = 0; axis < block.axes; axis++) {
    AxisQ15 now = kFilters ? condition_axis_q15(block.conditioning, signal, axis, values) : centre_axis_q15(signal, axis, values);
    features = rate_features(block, 0, values, now, words, features);
    if (!kFilters || block.rates < kMaxRates) continue;
    decimate_q15(block.extra_low, values, &now);
    features = rate_features(block, 1, values, now, words, features);
  }
  return IMPULSE_OK;
}

}  // namespace

extern "C" int32_t spectral_analysis_q15_extract(const impulse_plan *plan, const impulse_signal *signal, void *scratch, float *features) {
  return extract<false>(plan, signal, scratch, features);
}

extern "C" int32_t spectral_analysis_q15_filtered_extract(const impulse_plan *plan, const impulse_signal *signal, void *scratch,
                                                          float *features) {
  return extract<true>(plan, signal, scratch, features);
}
