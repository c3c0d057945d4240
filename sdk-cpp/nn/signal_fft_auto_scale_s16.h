// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SIGNAL_FFT_AUTO_SCALE_S16_H
#define IMPULSE_NN_SIGNAL_FFT_AUTO_SCALE_S16_H

#include <stdint.h>
#include "signal_bits.h"

namespace impulse_nn {

/// SignalFftAutoScale: values shifted up as far as the largest has room, and by how many bits. -32768 counts as TensorFlow Lite Micro counts it: its
/// magnitude leaves 16 bits, the next value is the largest again. Works in place.
/// @param input       [elements]
/// @param scale_bits  [1]
template <class Op>
inline void signal_fft_auto_scale_s16(const int16_t *input, int16_t *output, int32_t *scale_bits) {
  int16_t largest = 0;
  for (int32_t i = 0; i < Op::elements; ++i) {
    const int32_t value = input[i];
    if (value > largest) largest = input[i];
    else if (-value > largest) largest = static_cast<int16_t>(-value);
  }
  const int32_t room = 15 - bits_of_u32(static_cast<uint32_t>(static_cast<int32_t>(largest)));
  const int32_t bits = room > 0 ? room : 0;
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = static_cast<int16_t>(input[i] * (1 << bits));
  *scale_bits = bits;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SIGNAL_FFT_AUTO_SCALE_S16_H
