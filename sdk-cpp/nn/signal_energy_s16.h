// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SIGNAL_ENERGY_S16_H
#define IMPULSE_NN_SIGNAL_ENERGY_S16_H

#include <stdint.h>

namespace impulse_nn {

/// SignalEnergy: re^2 + im^2 of the complex numbers from Op::first to before Op::end; the others, which TensorFlow Lite Micro leaves open, are 0.
/// @param input   [elements] complex numbers, real part first
/// @param output  [elements]
template <class Op>
inline void signal_energy_s16(const int16_t *input, uint32_t *output) {
  for (int32_t i = 0; i < Op::elements; ++i) {
    const int32_t re = input[2 * i], im = input[2 * i + 1];
    output[i] = i >= Op::first && i < Op::end ? static_cast<uint32_t>(re * re) + static_cast<uint32_t>(im * im) : 0;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SIGNAL_ENERGY_S16_H
