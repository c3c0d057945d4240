// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DOTS_S8_H
#define IMPULSE_NN_DOTS_S8_H

#include "four_sums.h"

namespace impulse_nn {

/// Sums of four filters on one pixel.
/// @param pixel     `depth` values
/// @param filter    four filters of `depth` weights, one behind the other
/// @param channels  four biases
template <int32_t depth>
inline four_sums multiply_pixel(const int8_t *pixel, const int8_t *filter, const int32_t *channels) {
  four_sums sums = load_four(channels);
  for (int32_t i = 0; i < 4; ++i) {
    for (int32_t k = 0; k < depth; ++k) sums.lane[i] += pixel[k] * filter[i * depth + k];
  }
  return sums;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DOTS_S8_H
