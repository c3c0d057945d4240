/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/block_sum.h"
#include "dsp/level_features.h"
#include "dsp/sorted.h"
#include "dsp/statistics.h"
#include "dsp/unit_scale.h"

namespace impulse {

static float magnitude(float value) { return value < 0.0f ? -value : value; }

/* -sum p ln(p), where p is a value's share of the energy */
static float entropy_of_energy(const float *values, int32_t count, float peak, float least) {
  if (!(peak > least)) return 0.0f;
  const float scale = unit_scale(peak);
  BlockSum energy = {0.0f, 0.0f, 0};
  for (int32_t i = 0; i < count; i++) add(&energy, (values[i] * scale) * (values[i] * scale));
  const float whole = value_of(energy);
  BlockSum entropy = {0.0f, 0.0f, 0};
  for (int32_t i = 0; i < count; i++) {
    const float share = (values[i] * scale) * (values[i] * scale) / whole;
    if (share > 0.0f) add(&entropy, -share * log_f32(share));
  }
  return value_of(entropy);
}

/* How often neighbours lie on two sides of a level, by the count */
static float crossings(const float *values, int32_t count, float level) {
  int32_t found = 0;
  for (int32_t i = 1; i < count; i++) found += (values[i] > level) != (values[i - 1] > level);
  return (float)found / (float)count;
}

void level_features(float *values, int32_t count, float least, float *features) {
  static const int32_t kPercents[] = {5, 25, 75, 95, 50};
  const Statistics of = statistics_of_values(values, count, least);
  const float peak = of.maximum > -of.minimum ? of.maximum : magnitude(of.minimum);
  *features++ = entropy_of_energy(values, count, peak, least);
  *features++ = crossings(values, count, least);
  *features++ = crossings(values, count, of.average + least);
  sort_values(values, count);
  for (int32_t percent : kPercents) *features++ = percentile_of_sorted(values, count, percent);
  *features++ = of.average;
  *features++ = of.stdev;
  *features++ = of.stdev * of.stdev;
  *features++ = of.rms;
  *features++ = of.skewness;
  *features++ = of.kurtosis;
}

}  // namespace impulse
