// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_HYBRID_INPUT_H
#define IMPULSE_NN_HYBRID_INPUT_H

#include "quantize_f32_s8.h"

namespace impulse_nn {

/// What float values were divided by, and the int8 that stands for 0.
struct HybridScale {
  float scale;
  int32_t zero_point;
};

/// Steps of `scale` from 0 to the end of int8 that is nearest, as a zero point: rounded half away from zero.
inline int32_t nudge_zero_point(double zero_point) {
  if (!(zero_point > -128.0)) return -128;
  if (zero_point >= 127.0) return 127;
  const int32_t whole = static_cast<int32_t>(zero_point);
  const double rest = zero_point - whole;
  return rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole;
}

/// -127..127, 0 for 0: one scale, the largest absolute value / 127.
inline HybridScale quantize_symmetric(const float *values, int32_t count, float low, float high, int8_t *quantized) {
  const float negated = low < 0.0f ? -low : low;
  const float positive = high < 0.0f ? -high : high;
  const float range = negated < positive ? positive : negated;
  const bool is_zero = range == 0.0f;
  const float inverse = is_zero ? 0.0f : 127.0f / range;
  for (int32_t i = 0; i < count; ++i) {
    const int32_t rounded = is_zero ? 0 : round_half_away(values[i] * inverse);
    quantized[i] = static_cast<int8_t>(rounded < -127 ? -127 : rounded > 127 ? 127 : rounded);
  }
  const HybridScale found = {is_zero ? 1.0f : range / 127.0f, 0};
  return found;
}

/// -128..127 for the range of the values and 0. The range is a float, the scale a double, the value rounded before the zero point is added:
/// what TFLite's vectors do, on Arm and x86-64 (its plain version, which no build of it takes there, differs in the last place).
inline HybridScale quantize_asymmetric(const float *values, int32_t count, float low, float high, int8_t *quantized) {
  const float lowest = low < 0.0f ? low : 0.0f;
  const float highest = high > 0.0f ? high : 0.0f;
  HybridScale found = {1.0f, 0};
  const bool is_zero = lowest == highest;
  if (!is_zero) {
    const double scale = static_cast<double>(highest - lowest) / 255.0;
    const double below = static_cast<double>(lowest) / scale;
    const double above = static_cast<double>(highest) / scale;
    // from the end that lies nearer to 0, where the error is smaller
    found.zero_point = nudge_zero_point(128.0 - below < 127.0 + above ? -128.0 - below : 127.0 - above);
    found.scale = static_cast<float>(scale);
  }
  const float inverse = is_zero || found.scale == 0.0f ? 0.0f : 1.0f / found.scale;
  for (int32_t i = 0; i < count; ++i) {
    const int32_t rounded = is_zero ? 0 : round_half_away(values[i] * inverse) + found.zero_point;
    quantized[i] = static_cast<int8_t>(rounded < -128 ? -128 : rounded > 127 ? 127 : rounded);
  }
  return found;
}

/// The input of a hybrid layer (int8 weights, float32 activations) as int8, by a scale of its own for each run: TFLite quantises what one
/// batch of a convolution, or one row of a fully connected layer, holds. Op::asymmetric chooses the form.
/// @param quantized  [count], what the layer's integer sums read
template <class Op>
inline HybridScale quantize_hybrid_input(const float *values, int32_t count, int8_t *quantized) {
  float low = values[0];
  float high = values[0];
  for (int32_t i = 1; i < count; ++i) {
    if (values[i] < low) low = values[i];
    if (values[i] > high) high = values[i];
  }
  return Op::asymmetric != 0 ? quantize_asymmetric(values, count, low, high, quantized) : quantize_symmetric(values, count, low, high, quantized);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_HYBRID_INPUT_H
