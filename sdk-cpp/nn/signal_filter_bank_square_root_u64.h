// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SIGNAL_FILTER_BANK_SQUARE_ROOT_U64_H
#define IMPULSE_NN_SIGNAL_FILTER_BANK_SQUARE_ROOT_U64_H

#include <stdint.h>
#include "signal_bits.h"

namespace impulse_nn {

/// Square root digit by digit, rounded to nearest but never beyond `most`.
template <class T>
inline uint32_t square_root_of_whole(T value, int32_t bits, uint32_t most) {
  T root = 0;
  T bit = static_cast<T>(1) << (bits - 1 - (bits - 1) % 2);
  for (; bit != 0; bit >>= 2) {
    const bool fits = value >= root + bit;
    if (fits) value -= root + bit;
    root = fits ? (root >> 1) + bit : root >> 1;
  }
  return static_cast<uint32_t>(value > root && root != most ? root + 1 : root);
}

/// SignalFilterBankSquareRoot: square roots, shifted down by the bits that the spectrum was shifted up. Below 2^32 a root has 16 bits.
/// @param input       [elements]
/// @param scale_bits  [1]
template <class Op>
inline void signal_filter_bank_square_root_u64(const uint64_t *input, const int32_t *scale_bits, uint32_t *output) {
  for (int32_t i = 0; i < Op::elements; ++i) {
    const uint32_t high = static_cast<uint32_t>(input[i] >> 32), low = static_cast<uint32_t>(input[i]);
    uint32_t root = 0;
    if (high != 0) root = square_root_of_whole<uint64_t>(input[i], 32 + bits_of_u32(high), 0xffffffffu);
    else if (low != 0) root = square_root_of_whole<uint32_t>(low, bits_of_u32(low), 0xffffu);
    output[i] = root >> *scale_bits;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SIGNAL_FILTER_BANK_SQUARE_ROOT_U64_H
