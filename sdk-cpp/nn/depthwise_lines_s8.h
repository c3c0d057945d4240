// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEPTHWISE_LINES_S8_H
#define IMPULSE_NN_DEPTHWISE_LINES_S8_H

#include "depthwise_line_s8.h"

namespace impulse_nn {

/// How depthwise_3x3_packed_s8 goes over lines of a layer.
template <class Op, class Line>
struct depthwise_lines : separate_lines<Op, Line> {};

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEPTHWISE_LINES_S8_H
