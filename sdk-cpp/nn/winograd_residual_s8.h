// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WINOGRAD_RESIDUAL_S8_H
#define IMPULSE_NN_WINOGRAD_RESIDUAL_S8_H

#include <stdint.h>

#include "requantize_fast.h"

namespace impulse_nn {

/// What becomes of a convolution's output that is an operand of ADD: add_affine_s8.h's sum with the other operand.
/// @tparam Sum  factor_own of the convolution's output, factor_residual, offset, shift, and the activation's range
template <class Sum>
struct residual_sum {
  static inline int8_t finish(int8_t own, const int8_t *residual) {
    const int32_t sum = own * Sum::factor_own + (*residual * Sum::factor_residual + Sum::offset);
    return static_cast<int8_t>(clamp_constant<Sum::activation_min, Sum::activation_max>(sum >> Sum::shift));
  }
};

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WINOGRAD_RESIDUAL_S8_H
