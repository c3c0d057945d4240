// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONV_2D_SHARED_S8_H
#define IMPULSE_NN_CONV_2D_SHARED_S8_H

#include "columns_s8.h"
#include "placement.h"
#include "shape_s8.h"
#include "shared_filters_s8.h"

namespace impulse_nn {

/// The window of a convolution at output pixel (oy, ox) as one pixel of columns_s8.h; what lies outside the image is the zero point.
inline void gather_window_shared(const convolution_shape &shape, const int8_t *image, int32_t oy, int32_t ox, column_word *column) {
  const uint32_t outside = 0x01010101u * (static_cast<uint32_t>(shape.input_zero_point) & 0xffu);
  uint32_t word = 0;
  int32_t filled = 0;
  for (int32_t fy = 0; fy < shape.filter_height; ++fy) {
    const int32_t y = oy * shape.stride_height - shape.pad_top + fy * shape.dilation_height;
    for (int32_t fx = 0; fx < shape.filter_width; ++fx) {
      const int32_t x = ox * shape.stride_width - shape.pad_left + fx * shape.dilation_width;
      const bool inside = y >= 0 && y < shape.input_height && x >= 0 && x < shape.input_width;
      const int8_t *const pixel = image + (y * shape.input_width + x) * shape.input_depth;
      for (int32_t c = 0; c < shape.input_depth;) {
        if (filled == 0 && c + 4 <= shape.input_depth) {
          word = inside ? load_word(pixel + c) : outside;
          c += 4;
        } else {
          word |= (inside ? static_cast<uint32_t>(pixel[c]) & 0xffu : outside & 0xffu) << filled;
          ++c;
          filled = (filled + 8) & 31;
          if (filled != 0) continue;
        }
        column[0] = widen_even(word);
        column[4] = widen_odd(word);
        column += 8;
        word = 0;
      }
    }
  }
  if (filled != 0) {
    column[0] = widen_even(word);
    column[4] = widen_odd(word);
  }
}

/// The code that layers of conv_2d_shared_s8 share; a template, so that each program has it once for each form.
template <class Form, class Shape>
IMPULSE_KERNEL void convolve_shared_s8(const Shape &shape, const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output,
                                       void *scratch) {
  const int32_t depth = (shape.filter_height * shape.filter_width * shape.input_depth + 3) / 4 * 4;
  const int32_t pixels = shape.output_height * shape.output_width;
  // by value, because a store of an int8 might change what lies in memory
  const output_range range = {shape.output_zero_point, shape.activation_min, shape.activation_max};
  const int32_t output_depth = shape.output_depth;
  column_word *const columns = static_cast<column_word *>(scratch);
  for (int32_t batch = 0; batch < shape.batches; ++batch, input += shape.input_height * shape.input_width * shape.input_depth) {
    int32_t oy = 0, ox = 0;
    for (int32_t done = 0; done < pixels; done += 4) {
      const int32_t count = pixels - done < 4 ? pixels - done : 4;
      for (int32_t pixel = 0; pixel < 4; ++pixel) {
        gather_window_shared(shape, input, oy, ox, columns + pixel);
        // pixels behind the last one are computed from it, and not written
        if (done + pixel + 1 < pixels && ++ox == shape.output_width) {
          ox = 0;
          ++oy;
        }
      }
      int8_t *const tile = output + done * output_depth;
      multiply_filters_shared<Form>(range, columns, filter, channels, depth, output_depth, count, tile);
    }
    output += pixels * shape.output_depth;
  }
}

/// CONV_2D on int8, groups = 1, by code that all such layers share: a little slower than conv_2d_packed_s8, and there once.
/// @param input     [batches, input_height, input_width, input_depth]
/// @param filter    pairs of filters as tile_looped_s8.h wants them, depth rounded up to a multiple of 4
/// @param channels  for each pair: two biases (the input's zero point folded in), two multipliers, two right shifts in one word
/// @param output    [batches, output_height, output_width, output_depth]; it may lie over the input, at least as far below it as the
///                  compiler's write-distance.ts says: each tile is read whole before it is written
/// @param scratch   4 pixels of columns_s8.h
template <class Op>
inline void conv_2d_shared_s8(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output, void *scratch) {
  convolve_shared_s8<typename shared_form<Op>::type>(shape_of<Op>(), input, filter, channels, output, scratch);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONV_2D_SHARED_S8_H
