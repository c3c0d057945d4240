// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WINDOW_PIPELINE_S8_H
#define IMPULSE_NN_WINDOW_PIPELINE_S8_H

#include <stdint.h>

namespace impulse_nn {

/// The first outputs of slide_depthwise (sliding_window_s8.h) with strides of 1, in whatever way a core has for many in a row; what is left
/// of `inside` goes one by one. Here that is all of them.
template <class Op, class Line, class Reader, class Filter, class Pair>
inline void slide_pipelined(const Filter &, Reader &, Pair &, Pair &, Pair &, int32_t &, int8_t *&) {}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WINDOW_PIPELINE_S8_H
