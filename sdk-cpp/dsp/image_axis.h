/* SPDX-License-Identifier: Apache-2.0 */
/** Resizing of images along one axis, in integers: each output pixel is a weighted sum of neighbouring input pixels. */
#ifndef IMPULSE_DSP_IMAGE_AXIS_H
#define IMPULSE_DSP_IMAGE_AXIS_H

#include "impulse/plan_reader.h"

namespace impulse {

/** Weights are fractions of 2^22, as Pillow has them: sums of 8-bit values stay inside 32 bits. */
static const int32_t kWeightBits = 22;

/** Where each output pixel of an axis comes from. */
struct ImageAxis {
  int32_t length;         /* output pixels */
  int32_t taps;           /* weights of an output pixel; the last ones may be 0 */
  const int32_t *first;   /* [length] the first input pixel; first + taps stays inside the input */
  const int32_t *weights; /* [length][taps]; nullptr = the pixel itself, in one tap */
};

/** Reads what write_image_axis() wrote. */
static inline ImageAxis read_image_axis(PlanReader *plan) {
  ImageAxis axis;
  axis.length = read_int(plan);
  axis.taps = read_int(plan);
  const int32_t is_weighted = read_int(plan);
  axis.first = read_ints(plan, axis.length);
  axis.weights = is_weighted != 0 ? read_ints(plan, axis.length * axis.taps) : nullptr;
  return axis;
}

/** A weighted sum as a pixel: rounded to the nearest, saturated (weights of some filters are negative). */
static inline uint8_t pixel_of_sum(int32_t sum) {
  const int32_t value = sum >> kWeightBits;
  return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

/** What a weighted sum begins with. */
static const int32_t kHalfWeight = 1 << (kWeightBits - 1);

}  // namespace impulse

#endif
