/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/image_axis_tables.h"

#include <vector>

#include "dsp/host_math.h"
#include "dsp/image_axis.h"

namespace impulse {

namespace {

const double kPi = 3.14159265358979323846;

/* One output pixel: `weights` belong to the input pixels from `first` on. */
struct Pixel {
  int32_t first;
  std::vector<int32_t> weights;
};

double sinc(double x) { return x == 0.0 ? 1.0 : sin_f64(kPi * x) / (kPi * x); }

double filter_weight(ImageFilter filter, double x) {
  const double distance = x < 0.0 ? -x : x;
  if (filter == kBilinear) return distance < 1.0 ? 1.0 - distance : 0.0;
  return distance < 3.0 ? sinc(distance) * sinc(distance / 3.0) : 0.0;
}

int32_t fixed_weight(double weight) {
  const double scaled = weight * (double)(1 << kWeightBits);
  return (int32_t)(scaled < 0.0 ? scaled - 0.5 : scaled + 0.5);
}

double scale_of(const ImageStretch &stretch) { return (double)(float)(stretch.end - stretch.begin) / stretch.output; }

Pixel filtered_pixel(ImageFilter filter, const ImageStretch &stretch, int32_t place) {
  const double scale = scale_of(stretch);
  const double widening = scale < 1.0 ? 1.0 : scale;
  const double support = (filter == kLanczos ? 3.0 : 1.0) * widening;
  const double centre = stretch.begin + (place + 0.5) * scale;
  int32_t first = (int32_t)(centre - support + 0.5);
  if (first < 0) first = 0;
  int32_t end = (int32_t)(centre + support + 0.5);
  if (end > stretch.input) end = stretch.input;
  std::vector<double> weights;
  double sum = 0.0;
  for (int32_t i = first; i < end; i++) {
    weights.push_back(filter_weight(filter, (i - centre + 0.5) * (1.0 / widening)));
    sum += weights.back();
  }
  Pixel pixel = {first, {}};
  for (const double weight : weights) pixel.weights.push_back(fixed_weight(sum != 0.0 ? weight / sum : weight));
  return pixel;
}

/* Positions are summed up as Pillow sums them: its rounding decides between neighbours. */
std::vector<Pixel> nearest_pixels(const ImageStretch &stretch) {
  std::vector<Pixel> pixels;
  const double scale = scale_of(stretch);
  double position = stretch.begin + scale * 0.5;
  for (int32_t place = 0; place < stretch.output; place++, position += scale) {
    const int32_t pixel = (int32_t)position;
    pixels.push_back({pixel < stretch.input ? pixel : stretch.input - 1, {1 << kWeightBits}});
  }
  return pixels;
}

/* Weights of 0 at the ends cost time and change nothing. */
void trim(Pixel *pixel) {
  std::vector<int32_t> &weights = pixel->weights;
  while (weights.size() > 1 && weights.back() == 0) weights.pop_back();
  size_t leading = 0;
  while (leading + 1 < weights.size() && weights[leading] == 0) leading++;
  weights.erase(weights.begin(), weights.begin() + (int32_t)leading);
  pixel->first += (int32_t)leading;
}

/* Rows are made once, from the top down: no pixel may begin before the one in front of it. */
void keep_order(std::vector<Pixel> *pixels) {
  for (size_t place = pixels->size() - 1; place > 0; place--) {
    Pixel &before = (*pixels)[place - 1];
    const int32_t more = before.first - (*pixels)[place].first;
    if (more <= 0) continue;
    before.weights.insert(before.weights.begin(), (size_t)more, 0);
    before.first -= more;
  }
}

/* Gives all pixels as many taps, inside the input: the first weights of the last pixels may be 0. */
int32_t level_taps(std::vector<Pixel> *pixels, int32_t input) {
  size_t taps = 1;
  for (const Pixel &pixel : *pixels) {
    if (pixel.weights.size() > taps) taps = pixel.weights.size();
  }
  for (Pixel &pixel : *pixels) {
    const int32_t beyond = pixel.first + (int32_t)taps - input;
    if (beyond > 0) {
      pixel.weights.insert(pixel.weights.begin(), (size_t)beyond, 0);
      pixel.first -= beyond;
    }
    pixel.weights.resize(taps, 0);
  }
  return (int32_t)taps;
}

}  // namespace

int32_t write_image_axis(impulse_plan_writer *out, ImageFilter filter, const ImageStretch &stretch) {
  std::vector<Pixel> pixels;
  if (filter == kNearest) pixels = nearest_pixels(stretch);
  for (int32_t place = 0; filter != kNearest && place < stretch.output; place++) pixels.push_back(filtered_pixel(filter, stretch, place));
  for (Pixel &pixel : pixels) trim(&pixel);
  keep_order(&pixels);
  const int32_t taps = level_taps(&pixels, stretch.input);
  const bool is_weighted = taps > 1;
  write_int(out, stretch.output);
  write_int(out, taps);
  write_int(out, is_weighted ? 1 : 0);
  for (const Pixel &pixel : pixels) write_int(out, pixel.first);
  for (const Pixel &pixel : pixels) {
    for (const int32_t weight : pixel.weights) {
      if (is_weighted) write_int(out, weight);
    }
  }
  return taps;
}

}  // namespace impulse
