/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include <string.h>

#include "dsp/image_axis.h"
#include "impulse/status.h"

using namespace impulse;

namespace {

struct ImagePlan {
  int32_t length, axes; /* of the frame, in pixels and channels */
  int32_t frame_width;
  int32_t width, height, channels; /* of the features */
  int32_t pad_left, pad_top;
  ImageAxis across, down;
};

/** Rows of the frame at the width of the features: as many as one row of the features needs, row `n` in place `n % taps`. */
struct RowRing {
  uint8_t *bytes;
  int32_t row_bytes;
  int32_t channels; /* of a pixel in here: 1 where the features are grey */
  int32_t made;     /* rows made so far, from row 0 of the frame on, or skipped */
};

ImagePlan read_image_plan(const impulse_plan *plan) {
  PlanReader reader = read_plan(plan);
  ImagePlan image;
  image.length = read_int(&reader);
  image.axes = read_int(&reader);
  image.frame_width = read_int(&reader);
  image.width = read_int(&reader);
  image.height = read_int(&reader);
  image.channels = read_int(&reader);
  image.pad_left = read_int(&reader);
  image.pad_top = read_int(&reader);
  image.across = read_image_axis(&reader);
  image.down = read_image_axis(&reader);
  return image;
}

/** ITU-R BT.601 luma in 16 bits of fraction, as Pillow has it. */
uint8_t luma(uint32_t red, uint32_t green, uint32_t blue) { return (uint8_t)((red * 19595u + green * 38470u + blue * 7471u + 0x8000u) >> 16); }

/** One row of the frame in the channels that are resized. */
void read_row(const impulse_signal *signal, const ImagePlan &image, int32_t row, int32_t channels, uint8_t *out) {
  const uint8_t *in = (const uint8_t *)signal->values + row * image.frame_width * signal->stride;
  const int32_t identity[3] = {0, 1, 2};
  const int32_t *columns = signal->columns ? signal->columns : identity;
  const bool is_grey = channels < image.axes;
  if (!is_grey && signal->columns == nullptr && signal->stride == channels) {
    memcpy(out, in, (size_t)(image.frame_width * channels));
    return;
  }
  for (int32_t x = 0; x < image.frame_width; x++, in += signal->stride) {
    if (is_grey) {
      *out++ = luma(in[columns[0]], in[columns[1]], in[columns[2]]);
    } else {
      for (int32_t channel = 0; channel < channels; channel++) *out++ = in[columns[channel]];
    }
  }
}

/** A row of the frame at the width of the features. */
void resize_row(const uint8_t *in, const ImageAxis &axis, int32_t channels, uint8_t *out) {
  const int32_t *weights = axis.weights;
  for (int32_t x = 0; weights == nullptr && x < axis.length; x++) {
    const uint8_t *pixel = in + axis.first[x] * channels;
    for (int32_t channel = 0; channel < channels; channel++) *out++ = pixel[channel];
  }
  for (int32_t x = 0; weights != nullptr && x < axis.length; x++, weights += axis.taps) {
    const uint8_t *first = in + axis.first[x] * channels;
    for (int32_t channel = 0; channel < channels; channel++) {
      int32_t sum = kHalfWeight;
      for (int32_t tap = 0; tap < axis.taps; tap++) sum += first[tap * channels + channel] * weights[tap];
      *out++ = pixel_of_sum(sum);
    }
  }
}

/** Makes the rows that row `y` of the features needs; rows that no one needs are not read. */
void advance(const impulse_signal *signal, const ImagePlan &image, int32_t y, uint8_t *frame_row, RowRing *ring) {
  const int32_t first = image.down.first[y];
  if (ring->made < first) ring->made = first;
  for (; ring->made < first + image.down.taps; ring->made++) {
    read_row(signal, image, ring->made, ring->channels, frame_row);
    resize_row(frame_row, image.across, ring->channels, ring->bytes + (ring->made % image.down.taps) * ring->row_bytes);
  }
}

/** Byte `at` of a row of the resized image. `place`: where the first of its rows stands. `weights`: of them. */
uint8_t resized_byte(const RowRing &ring, int32_t taps, int32_t place, const int32_t *weights, int32_t at) {
  int32_t sum = kHalfWeight;
  for (int32_t tap = 0; tap < taps; tap++) {
    sum += ring.bytes[place * ring.row_bytes + at] * weights[tap];
    if (++place == taps) place = 0;
  }
  return pixel_of_sum(sum);
}

template <typename Feature>
Feature *write_black(const ImagePlan &image, int32_t pixels, const Feature *levels, Feature *features) {
  for (int32_t i = 0; i < pixels * image.channels; i++) *features++ = levels[0];
  return features;
}

template <typename Feature>
Feature *write_row(const ImagePlan &image, const RowRing &ring, int32_t y, const Feature *levels, Feature *features) {
  const int32_t taps = image.down.taps;
  const int32_t place = image.down.first[y] % taps;
  const int32_t *weights = image.down.weights ? image.down.weights + y * taps : nullptr;
  const bool is_tripled = image.channels > ring.channels; /* a grey frame becomes red, green and blue alike */
  const uint8_t *const row = ring.bytes + place * ring.row_bytes;
  features = write_black(image, image.pad_left, levels, features);
  for (int32_t at = 0; at < ring.row_bytes; at++) {
    const Feature feature = levels[weights ? resized_byte(ring, taps, place, weights, at) : row[at]];
    *features++ = feature;
    if (!is_tripled) continue;
    *features++ = feature;
    *features++ = feature;
  }
  return write_black(image, image.width - image.pad_left - image.across.length, levels, features);
}

/** @param levels what each of the 256 values of a pixel becomes */
template <typename Feature>
int32_t extract_levels(const ImagePlan &image, const impulse_signal *signal, void *scratch, const Feature *levels, Feature *features) {
  if (signal->dtype != IMPULSE_UINT8 || signal->length != image.length || signal->axes != image.axes) return IMPULSE_BAD_SIGNAL;
  const int32_t channels = image.channels < image.axes ? image.channels : image.axes;
  uint8_t *const frame_row = (uint8_t *)scratch;
  RowRing ring = {frame_row + image.frame_width * channels, image.across.length * channels, channels, 0};
  features = write_black(image, image.pad_top * image.width, levels, features);
  for (int32_t y = 0; y < image.down.length; y++) {
    advance(signal, image, y, frame_row, &ring);
    features = write_row(image, ring, y, levels, features);
  }
  write_black(image, (image.height - image.pad_top - image.down.length) * image.width, levels, features);
  return IMPULSE_OK;
}

}  // namespace

extern "C" int32_t image_extract(const impulse_plan *plan, const impulse_signal *signal, void *scratch, float *features) {
  return extract_levels(read_image_plan(plan), signal, scratch, plan->floats, features);
}

extern "C" int32_t image_extract_quantized(const impulse_plan *plan, const impulse_signal *signal, void *scratch, const uint8_t *levels,
                                           uint8_t *features) {
  return extract_levels(read_image_plan(plan), signal, scratch, levels, features);
}
