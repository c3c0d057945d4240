/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/block_float.h"
#include "dsp/moments_q15.h"
#include "dsp/q15.h"
#include "dsp/small_division.h"

namespace impulse {

namespace {

/* Of powers 1 to 4 of the values; of the third and fourth with squares rounded to 15 bits */
struct Sums {
  int64_t first;
  uint64_t second;
  int64_t third;
  uint64_t fourth;
};

Sums sums_of(const int16_t *values, int32_t count) {
  Sums sums = {0, 0, 0, 0};
  for (int32_t i = 0; i < count; i++) {
    const int32_t value = values[i];
    const uint32_t square = (uint32_t)(value * value);
    const uint32_t rounded = (square + (1u << 14)) >> 15;
    sums.first += value;
    sums.second += square;
    sums.third += (int32_t)rounded * value;
    sums.fourth += rounded * rounded;
  }
  return sums;
}

float signed_float(int64_t value, int32_t exponent) {
  return value < 0 ? -float_of_fixed(0u - (uint64_t)value, exponent) : float_of_fixed((uint64_t)value, exponent);
}

/* Of a number: NaN would be, too */
bool is_positive(float value) { return (int32_t)bits_of_f32(value) > 0; }

uint32_t unsigned_at(const float *place) { return (uint32_t)load_int(place); }

}  // namespace

ShapeQ15 shape_of(const int16_t *values, int32_t count) {
  ShapeQ15 shape = {0.0f, 0.0f, 0.0f};
  const Sums sums = sums_of(values, count);
  if (sums.second == 0) return shape;
  const float share = divide_f32(1.0f, float_of_int(count, 0));
  const float mean = signed_float(sums.first, -15) * share;
  const float square = mean * mean;
  const float second = float_of_fixed(sums.second, -30) * share;
  const float third = signed_float(sums.third, -30) * share;
  const float fourth = float_of_fixed(sums.fourth, -30) * share;
  const float variance = subtract_f32(second, square);
  shape.rms = root_f32(second);
  if (!is_positive(variance)) return shape;
  const float of_third = mean * subtract_f32(3.0f * second, 2.0f * square);
  const float of_fourth = mean * subtract_f32(4.0f * third, 3.0f * mean * subtract_f32(2.0f * second, square));
  shape.skewness = divide_f32(subtract_f32(third, of_third), variance * root_f32(variance));
  shape.kurtosis = subtract_f32(divide_f32(subtract_f32(fourth, of_fourth), variance * variance), 3.0f);
  return shape;
}

uint32_t deviations_of(const float *integers, int32_t count, int16_t *out) {
  uint32_t low = 0xffffffffu, high = 0;
  uint64_t sum = 0;
  for (int32_t i = 0; i < count; i++) {
    const uint32_t value = unsigned_at(integers + i);
    if (value < low) low = value;
    if (value > high) high = value;
    sum += value;
  }
  const uint32_t mean = divide_whole(sum + (uint32_t)count / 2, (uint32_t)count);
  const uint32_t peak = high - mean > mean - low ? high - mean : mean - low;
  const int32_t down = (int32_t)(peak >> 31); /* what fits into 31 bits and a sign stays as it is */
  const int32_t shift = shift_to_q15(peak);
  for (int32_t i = 0; i < count; i++) {
    const uint32_t value = unsigned_at(integers + i);
    out[i] = (int16_t)shifted_q15((int32_t)((value >> down) - (mean >> down)), shift - down);
  }
  return peak;
}

}  // namespace impulse
