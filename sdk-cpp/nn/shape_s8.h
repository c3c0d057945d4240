// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SHAPE_S8_H
#define IMPULSE_NN_SHAPE_S8_H

#include <stdint.h>

namespace impulse_nn {

/// A convolution's geometry and ranges as data in flash: what code that several layers share has to know of each of them.
struct convolution_shape {
  int16_t batches, input_height, input_width, input_depth;
  int16_t output_height, output_width, output_depth;
  int16_t filter_height, filter_width, stride_height, stride_width, dilation_height, dilation_width;
  int16_t pad_top, pad_left;
  int16_t input_zero_point, output_zero_point, activation_min, activation_max;
};

/// The constants of a layer as data; the compiler makes sure that they fit 16 bits.
template <class Op>
inline const convolution_shape &shape_of() {
  static constexpr convolution_shape shape = {
      Op::batches,          Op::input_height,      Op::input_width,   Op::input_depth,     Op::output_height,
      Op::output_width,     Op::output_depth,      Op::filter_height, Op::filter_width,    Op::stride_height,
      Op::stride_width,     Op::dilation_height,   Op::dilation_width, Op::pad_top,        Op::pad_left,
      Op::input_zero_point, Op::output_zero_point, Op::activation_min, Op::activation_max};
  return shape;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SHAPE_S8_H
