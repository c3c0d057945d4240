/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/block_sum.h"
#include "dsp/signal.h"
#include "dsp/statistics.h"
#include "dsp/unit_scale.h"

namespace impulse {

namespace {

/* The average in two parts, which one float could not tell apart: the first value, and how much the average is above it. */
struct Average {
  float first;
  float above;
};

Average find_average_and_extremes(const impulse_signal *signal, int32_t axis, Statistics *out) {
  const float first = signal_value(signal, 0, axis);
  BlockSum sum = {0.0f, 0.0f, 0}; /* of differences to the first value: exactly 0 for a constant */
  out->minimum = first;
  out->maximum = first;
  for (int32_t i = 0; i < signal->length; i++) {
    const float value = signal_value(signal, i, axis);
    if (value < out->minimum) out->minimum = value;
    if (value > out->maximum) out->maximum = value;
    add(&sum, value - first);
  }
  const Average average = {first, value_of(sum) / (float)signal->length};
  out->average = first + average.above;
  return average;
}

struct CentralMoments {
  float second, third, fourth;
};

/* Of the values minus their average, times scale */
CentralMoments central_moments(const impulse_signal *signal, int32_t axis, Average average, float scale) {
  BlockSum second = {0.0f, 0.0f, 0};
  BlockSum third = second;
  BlockSum fourth = second;
  for (int32_t i = 0; i < signal->length; i++) {
    const float value = ((signal_value(signal, i, axis) - average.first) - average.above) * scale;
    const float square = value * value;
    add(&second, square);
    add(&third, square * value);
    add(&fourth, square * square);
  }
  const float count = (float)signal->length;
  const CentralMoments moments = {value_of(second) / count, value_of(third) / count, value_of(fourth) / count};
  return moments;
}

}  // namespace

Statistics statistics_of(const impulse_signal *signal, int32_t axis, float least_deviation) {
  Statistics out = {0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f};
  const Average average = find_average_and_extremes(signal, axis, &out);
  const float above = out.maximum - out.average;
  const float below = out.average - out.minimum;
  const float deviation = above > below ? above : below;
  out.rms = out.average < 0.0f ? -out.average : out.average;
  if (!(deviation > 0.0f)) return out;
  const float scale = unit_scale(deviation);
  const CentralMoments moments = central_moments(signal, axis, average, scale);
  const float stdev = sqrt_f32(moments.second);
  const float scaled = out.average * scale;
  out.stdev = stdev / scale;
  out.rms = sqrt_f32(moments.second + scaled * scaled) / scale;
  if (deviation <= least_deviation) return out;
  out.skewness = moments.third / (moments.second * stdev);
  out.kurtosis = moments.fourth / (moments.second * moments.second) - 3.0f;
  return out;
}

Statistics statistics_of_values(const float *values, int32_t count, float least_deviation) {
  const impulse_signal signal = {values, IMPULSE_FLOAT32, count, 1, 1, NULL};
  return statistics_of(&signal, 0, least_deviation);
}

}  // namespace impulse
