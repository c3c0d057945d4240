// SPDX-License-Identifier: Apache-2.0
// Where int8 outputs are cut: kernels take different ways by it.
#ifndef OUTPUT_RANGES_H
#define OUTPUT_RANGES_H

#include <stdint.h>

namespace {

/// All of int8.
struct whole_range {
  static constexpr int32_t output_zero_point = 3, activation_min = -128, activation_max = 127;
};

/// Cut at both ends, as an activation does.
struct narrow_range {
  static constexpr int32_t output_zero_point = -5, activation_min = -100, activation_max = 90;
};

/// Begins at the zero point, as after a ReLU.
struct from_zero_point {
  static constexpr int32_t output_zero_point = -128, activation_min = -128, activation_max = 127;
};

}  // namespace

#endif  // OUTPUT_RANGES_H
