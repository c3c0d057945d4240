// SPDX-License-Identifier: Apache-2.0
// Compares the inner loops of Armv8.1-M with the portable ones on random numbers, bytes behind their outputs included, and writes how many
// bytes were compared and how many differ.
#include <string.h>

#include "emulator.h"
#include "output_ranges.h"
#include "vectors/add_affine_s8.h"
#include "vectors/pixel_pairs_s8.h"
#include "vectors/taps_s8.h"

#undef IMPULSE_NN_ADD_AFFINE_S8_H
#undef IMPULSE_NN_PIXEL_PAIRS_S8_H
#undef IMPULSE_NN_TAPS_S8_H
#undef IMPULSE_NN_FOUR_SUMS_H
#define impulse_nn portable_nn
#include "portable/add_affine_s8.h"
#include "portable/pixel_pairs_s8.h"
#include "portable/taps_s8.h"
#undef impulse_nn

namespace {

const int32_t kSpare = 16;
uint32_t counts[2];
uint32_t state = 1;

int32_t draw(int32_t below) {
  state = state * 1664525u + 1013904223u;
  return static_cast<int32_t>((state >> 8) % static_cast<uint32_t>(below));
}

template <int32_t count>
void fill(int8_t (&values)[count], int32_t magnitude) {
  for (int32_t i = 0; i < count; ++i) values[i] = static_cast<int8_t>(draw(2 * magnitude + 1) - magnitude);
}

/// Vectors of `lanes` biases, multipliers and shifts to the left.
template <int32_t lanes, int32_t count>
void fill_channels(int32_t (&channels)[count]) {
  for (int32_t i = 0; i < count; ++i) {
    const int32_t part = i / lanes % 3;
    channels[i] = part == 0 ? draw(4000) - 2000 : part == 1 ? (INT32_C(1) << 30) + draw(1 << 24) * 64 : -1 - draw(9);
  }
}

void compare(const int8_t *got, const int8_t *wanted, int32_t bytes) {
  for (int32_t i = 0; i < bytes; ++i) {
    counts[0]++;
    counts[1] += got[i] != wanted[i];
  }
}

template <class Range, int32_t pixel_depth, int32_t outputs>
struct pair_case : Range {
  static constexpr int32_t output_depth = outputs;

  static void run() {
    constexpr int32_t groups = (outputs + 3) / 4;
    static int8_t pixels[2 * pixel_depth], filter[groups * 4 * pixel_depth + 16], got[2][outputs + kSpare], wanted[2][outputs + kSpare];
    static int32_t channels[groups * 12];
    for (int32_t round = 0; round < 3; ++round) {
      fill(pixels, 127);
      fill(filter, pixel_depth > 100 ? 12 : 127);
      fill_channels<4>(channels);
      memset(got, 77, sizeof got);
      memset(wanted, 77, sizeof wanted);
      impulse_nn::multiply_pixel_pair_s8<pair_case, pixel_depth>(pixels, pixels + pixel_depth, filter, channels, got[0], got[1]);
      portable_nn::multiply_pixel_pair_s8<pair_case, pixel_depth>(pixels, pixels + pixel_depth, filter, channels, wanted[0], wanted[1]);
      compare(got[0], wanted[0], sizeof got);
    }
  }
};

template <class Range, int32_t height, int32_t width, int32_t dilation, int32_t stride, int32_t depth, int32_t together>
struct line_case : Range {
  static constexpr int32_t filter_height = height, filter_width = width, dilation_width = dilation, stride_width = stride,
                           input_depth = depth, output_depth = depth, output_width = 5, taps_at_once = together;

  static void run() {
    constexpr int32_t columns = (output_width - 1) * stride + (width - 1) * dilation + 1, row = columns * depth + 8;
    constexpr int32_t vectors = (depth + 7) / 8, bytes = output_width * depth + kSpare;
    static int8_t rows[height * row], filter[vectors * 8 * height * width], got[bytes], wanted[bytes];
    static int32_t channels[vectors * 24];
    fill(rows, 127);
    fill(filter, 255 / together < 127 ? 255 / together : 127);
    fill_channels<8>(channels);
    memset(got, 77, sizeof got);
    memset(wanted, 77, sizeof wanted);
    const int8_t *lines[height];
    for (int32_t y = 0; y < height; ++y) lines[y] = rows + y * row;
    for (int32_t c = 0; c < depth; c += 8) {
      const int8_t *const weights = filter + c * height * width;
      impulse_nn::multiply_line_s8<line_case>(lines, c, weights, channels + 3 * c, depth - c, got + c);
      portable_nn::multiply_line_s8<line_case>(lines, c, weights, channels + 3 * c, depth - c, wanted + c);
    }
    compare(got, wanted, bytes);
  }
};

template <class Range, int32_t count, int32_t a, int32_t b, int32_t c, int32_t bits>
struct sum_case : Range {
  static constexpr int32_t elements = count, factor_a = a, factor_b = b, offset = c, shift = bits;

  static void run() {
    static int8_t first[count], second[count], got[count + kSpare], wanted[count + kSpare];
    fill(first, 127);
    fill(second, 127);
    memset(got, 77, sizeof got);
    memset(wanted, 77, sizeof wanted);
    impulse_nn::add_affine_s8<sum_case>(first, second, got);
    portable_nn::add_affine_s8<sum_case>(first, second, wanted);
    compare(got, wanted, sizeof got);
  }
};

template <class Range>
void run_range() {
  pair_case<Range, 1, 4>::run();
  pair_case<Range, 8, 16>::run();
  pair_case<Range, 15, 5>::run();
  pair_case<Range, 16, 8>::run();
  pair_case<Range, 27, 7>::run();
  pair_case<Range, 32, 4>::run();
  pair_case<Range, 33, 3>::run();
  pair_case<Range, 48, 8>::run();
  pair_case<Range, 60, 6>::run();
  pair_case<Range, 96, 4>::run();
  pair_case<Range, 106, 9>::run();
  pair_case<Range, 112, 4>::run();
  pair_case<Range, 147, 10>::run();
  pair_case<Range, 576, 4>::run();
  line_case<Range, 3, 3, 1, 1, 8, 2>::run();
  line_case<Range, 3, 3, 1, 2, 19, 2>::run();
  line_case<Range, 3, 3, 1, 3, 8, 9>::run();
  line_case<Range, 3, 3, 2, 1, 24, 3>::run();
  line_case<Range, 3, 3, 1, 1, 136, 4>::run();
  line_case<Range, 2, 2, 1, 1, 9, 1>::run();
  line_case<Range, 1, 1, 1, 1, 5, 1>::run();
  line_case<Range, 3, 1, 1, 1, 16, 2>::run();
  line_case<Range, 1, 5, 1, 2, 12, 5>::run();
  line_case<Range, 2, 4, 2, 1, 80, 3>::run();
  line_case<Range, 5, 5, 1, 1, 11, 2>::run();
  sum_case<Range, 37, 1621615, 4289131, -76976627, 21>::run();
  sum_case<Range, 64, 2767999, -7170788, 5161701, 22>::run();
  sum_case<Range, 3, 11000, 9000, -250000, 17>::run();
}

}  // namespace

int emulator_main() {
  run_range<whole_range>();
  run_range<narrow_range>();
  run_range<from_zero_point>();
  emulator_write(counts, sizeof counts);
  return 0;
}
