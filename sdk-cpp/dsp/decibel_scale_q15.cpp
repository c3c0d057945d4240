/* SPDX-License-Identifier: Apache-2.0 */
#include "dsp/decibel_scale_q15.h"

#include "dsp/multiply_high.h"

namespace impulse {

DecibelScaleQ15 read_decibel_scale_q15(PlanReader *reader) {
  DecibelScaleQ15 scale;
  scale.least = read_int(reader);
  scale.slope = read_int(reader);
  scale.offset = read_int(reader);
  scale.lowest = read_int(reader);
  scale.highest = read_int(reader);
  scale.exponent = read_int(reader);
  return scale;
}

int32_t on_decibel_scale(const DecibelScaleQ15 &scale, int32_t logarithm) {
  if (logarithm <= scale.least) return scale.lowest;
  const int32_t value = multiply_high(logarithm * 64, scale.slope) + scale.offset;
  return value < scale.highest ? value : scale.highest;
}

}  // namespace impulse
