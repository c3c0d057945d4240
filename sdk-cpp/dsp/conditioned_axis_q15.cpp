/* SPDX-License-Identifier: Apache-2.0 */
#include "dsp/conditioned_axis_q15.h"

#include "dsp/log2_fixed.h"
#include "dsp/q15.h"
#include "dsp/scaled_values.h"
#include "dsp/small_division.h"

namespace impulse {

namespace {

/* Calls `use` with each value of the axis as an integer, in order. */
template <class Use>
void each_value(const impulse_signal *signal, int32_t axis, const ValueScale &scale, Use use) {
  int32_t values[kChunk];
  for (int32_t start = 0; start < signal->length; start += kChunk) {
    const int32_t left = signal->length - start;
    const int32_t count = left < kChunk ? left : kChunk;
    read_scaled(signal, scale, start, count, axis, values);
    for (int32_t i = 0; i < count; i++) use(values[i]);
  }
}

/* Rounded to nearest */
int32_t mean_of(int64_t sum, int32_t count) {
  const uint64_t magnitude = sum < 0 ? 0u - (uint64_t)sum : (uint64_t)sum;
  const int32_t mean = (int32_t)divide_whole(magnitude + (uint32_t)count / 2, (uint32_t)count);
  return sum < 0 ? -mean : mean;
}

/* Deviations from the mean, with the bits that filters take */
struct CentredValues {
  const impulse_signal *signal;
  int32_t axis;
  const ValueScale &scale;
  int32_t mean;
  int32_t down;

  template <class Use>
  void each(Use use) const {
    const int32_t from = mean, by = down;
    each_value(signal, axis, scale, [&](int32_t value) { use(shifted_q15(value - from, by)); });
  }
};

/* Values of 15 bits, with the bits that filters take */
struct StoredValues {
  const int16_t *values;
  int32_t count;
  int32_t up;

  template <class Use>
  void each(Use use) const {
    for (int32_t i = 0; i < count; i++) use(values[i] * (1 << up));
  }
};

/* A decimation and a filter behind it, value by value, from rest. */
class Chain {
 public:
  Chain(const DecimationQ15 &decimation, const ButterworthFixed *filter) : decimation_(decimation), filter_(filter) {}

  /* False where the decimation drops the value. */
  bool pass(int32_t *value) {
    *value = filter_value(decimation_.filter, &in_front_, *value);
    const bool kept = to_next_ == 0;
    to_next_ = kept ? decimation_.ratio - 1 : to_next_ - 1;
    if (kept && filter_) *value = filter_value(*filter_, &behind_, *value);
    return kept;
  }

 private:
  const DecimationQ15 &decimation_;
  const ButterworthFixed *filter_;
  ButterworthState in_front_ = {};
  ButterworthState behind_ = {};
  int32_t to_next_ = 0;
};

/* Runs values through a chain, twice: for the largest magnitude, and for values of 15 bits. */
template <class Source>
void run_chain(const DecimationQ15 &decimation, const ButterworthFixed *filter, int32_t exponent, const Source &source, int16_t *values,
               AxisQ15 *axis) {
  uint32_t largest = 0;
  Chain first(decimation, filter);
  source.each([&](int32_t value) {
    if (!first.pass(&value)) return;
    const uint32_t magnitude = (uint32_t)(value < 0 ? -value : value);
    if (magnitude > largest) largest = magnitude;
  });
  const int32_t shift = shift_to_q15(largest);
  int16_t *out = values;
  Chain second(decimation, filter);
  source.each([&](int32_t value) {
    if (second.pass(&value)) *out++ = (int16_t)shifted_q15(value, shift);
  });
  axis->count = (axis->count + decimation.ratio - 1) / decimation.ratio;
  axis->exponent = exponent + shift;
  axis->log2_largest = log2_fixed(largest, exponent);
}

/* In the integers of scaled_values.h */
struct Centre {
  ValueScale scale;
  int32_t mean;
  int32_t peak; /* the largest magnitude of a deviation from it */
};

Centre find_centre(const impulse_signal *signal, int32_t axis) {
  const ValueScale scale = find_scale(signal, 0, signal->length, axis);
  int64_t sum = 0;
  int32_t low = INT32_MAX, high = INT32_MIN;
  each_value(signal, axis, scale, [&](int32_t value) {
    sum += value;
    if (value < low) low = value;
    if (value > high) high = value;
  });
  const int32_t mean = mean_of(sum, signal->length);
  const Centre centre = {scale, mean, high - mean > mean - low ? high - mean : mean - low};
  return centre;
}

AxisQ15 describe_axis(const Centre &centre, int32_t count, int32_t shift) {
  const int32_t log2_peak = log2_fixed((uint32_t)centre.peak, centre.scale.exponent);
  const AxisQ15 axis = {count, centre.scale.exponent + shift, log2_peak, log2_peak};
  return axis;
}

}  // namespace

DecimationQ15 read_decimation_q15(PlanReader *reader) {
  DecimationQ15 decimation;
  decimation.ratio = read_int(reader);
  decimation.filter = read_butterworth_fixed(reader);
  return decimation;
}

ConditioningQ15 read_conditioning_q15(PlanReader *reader) {
  ConditioningQ15 conditioning;
  conditioning.decimation = read_decimation_q15(reader);
  conditioning.filter = read_butterworth_fixed(reader);
  return conditioning;
}

AxisQ15 centre_axis_q15(const impulse_signal *signal, int32_t axis, int16_t *values) {
  const Centre centre = find_centre(signal, axis);
  const int32_t mean = centre.mean;
  const int32_t shift = shift_to_q15((uint32_t)centre.peak);
  each_value(signal, axis, centre.scale, [&](int32_t value) { *values++ = (int16_t)shifted_q15(value - mean, shift); });
  return describe_axis(centre, signal->length, shift);
}

AxisQ15 condition_axis_q15(const ConditioningQ15 &conditioning, const impulse_signal *signal, int32_t axis, int16_t *values) {
  const Centre centre = find_centre(signal, axis);
  const int32_t down = shift_to_q15((uint32_t)centre.peak) + 15 - kFilterBits;
  const CentredValues centred = {signal, axis, centre.scale, centre.mean, down};
  AxisQ15 out = describe_axis(centre, signal->length, 0);
  run_chain(conditioning.decimation, &conditioning.filter, centre.scale.exponent + down, centred, values, &out);
  return out;
}

void decimate_q15(const DecimationQ15 &decimation, int16_t *values, AxisQ15 *axis) {
  const int32_t up = kFilterBits - 15;
  const StoredValues stored = {values, axis->count, up};
  run_chain(decimation, nullptr, axis->exponent - up, stored, values, axis);
}

}  // namespace impulse
