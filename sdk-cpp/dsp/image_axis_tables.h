/* SPDX-License-Identifier: Apache-2.0 */
/** Weights of resizing, for the host only. */
#ifndef IMPULSE_DSP_IMAGE_AXIS_TABLES_H
#define IMPULSE_DSP_IMAGE_AXIS_TABLES_H

#include "impulse/plan_writer.h"

namespace impulse {

/** Which input pixels an output pixel is made of. */
enum ImageFilter {
  kNearest,  /* the pixel that the middle of the output pixel lies in */
  kBilinear, /* triangle; wider where the image shrinks, so that every input pixel counts */
  kLanczos   /* sinc with three lobes */
};

/** The stretch of an input axis that becomes the output axis. Float32, as Pillow passes its boxes on. */
struct ImageStretch {
  int32_t input; /* pixels of the whole axis */
  float begin;
  float end;
  int32_t output;
};

/**
 * Writes the ints that read_image_axis() reads. The weights are those of Pillow's `Image.resize(..., box=...)`, whose results they give
 * bit for bit: normalised in double, rounded to 2^-22.
 * @return taps of an output pixel
 */
int32_t write_image_axis(impulse_plan_writer *out, ImageFilter filter, const ImageStretch &stretch);

}  // namespace impulse

#endif
