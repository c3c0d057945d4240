// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CONV_WINOGRAD_ADD_S8_H
#define IMPULSE_NN_CONV_WINOGRAD_ADD_S8_H

#include "conv_winograd_s8.h"
#include "winograd_residual_s8.h"

namespace impulse_nn {

/// conv_winograd_s8 and, on its output, an ADD with another tensor: what lies between them never exists.
///
/// Op::convolution is what conv_winograd_s8 takes, Op::sum what residual_sum does.
/// @param residual  the other operand, shaped as the output
/// @param output    it may be the residual: each value of that is read before the one there is written
template <class Op>
IMPULSE_KERNEL void conv_winograd_add_s8(const int8_t *input, const int32_t *filter, const int32_t *channels, const int8_t *residual,
                                         int8_t *output, void *scratch) {
  convolve_winograd<typename Op::convolution, residual_sum<typename Op::sum> >(input, filter, channels, residual, output, scratch);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CONV_WINOGRAD_ADD_S8_H
