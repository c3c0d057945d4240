// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SIGNAL_WINDOW_S16_H
#define IMPULSE_NN_SIGNAL_WINDOW_S16_H

#include <stdint.h>

namespace impulse_nn {

/// SignalWindow: values times a window of Op::window_length weights, again and again, shifted down by Op::shift and saturated. Works in place.
/// @param input    [elements]
/// @param weights  [window_length]
template <class Op>
inline void signal_window_s16(const int16_t *input, const int16_t *weights, int16_t *output) {
  for (int32_t begin = 0; begin < Op::elements; begin += Op::window_length) {
    for (int32_t i = 0; i < Op::window_length; ++i) {
      const int32_t product = (static_cast<int32_t>(input[begin + i]) * weights[i]) >> Op::shift;
      output[begin + i] = static_cast<int16_t>(product < -32768 ? -32768 : product > 32767 ? 32767 : product);
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SIGNAL_WINDOW_S16_H
